package io.github.socialhook.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.socialhook.RunsBesideOthers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The unit for systemd, as systemd itself reads it. */
@RunsBesideOthers
class SystemdTests {

	private static final Path UNIT = Path.of("deploy/systemd/socialhook.service");

	/**
	 * In tenths of what it calls the exposure level: 0 is perfect, 100 is open to all.
	 */
	private static final String THRESHOLD = "--threshold=15";

	@TempDir
	private Path folder;

	@Test
	void systemdUnderstandsAllOfIt() throws Exception {
		Tool.Answer answer = verify(Yaml.text(UNIT));
		answer.successful();
		assertThat(answer.errors()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "ProtectSystem", "Restart", "TimeoutStopSec", "SystemCallFilter" })
	void misspeltKeyIsNoticed(String key) throws Exception {
		assertThat(verify(Yaml.text(UNIT).replace(key + "=", key + "s=")).errors())
			.containsPattern("Unknown key (name )?'" + key + "s'");
	}

	@Test
	void isLeftLittleToDo() throws Exception {
		rate(Yaml.text(UNIT)).successful();
	}

	@Test
	void ratingNoticesWhatIsTakenAway() throws Exception {
		rate(Yaml.text(UNIT).replace("CapabilityBoundingSet=\n", "").replace("NoNewPrivileges=yes\n", ""))
			.refused("exposure level");
	}

	@Test
	void waitsLongerThanHandlersAreWaitedFor() {
		assertThat(Yaml.text(UNIT)).contains("\nTimeoutStopSec=45\n");
	}

	/** It looks for the programs, too, so one that is everywhere stands for Java. */
	private Tool.Answer verify(String text) throws Exception {
		return Tool.SYSTEMD_ANALYZE.run(Map.of(), "verify", "--man=no",
				unit(text.replace("/usr/bin/java", "/bin/true")));
	}

	private Tool.Answer rate(String text) throws Exception {
		return Tool.SYSTEMD_ANALYZE.run(Map.of(), "security", "--offline=true", THRESHOLD, unit(text));
	}

	private Path unit(String text) throws Exception {
		return Files.writeString(this.folder.resolve(UNIT.getFileName()), text);
	}

}
