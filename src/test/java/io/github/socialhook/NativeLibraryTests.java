package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Where SQLite's native library is unpacked, and what is left of that. */
@RunsBesideOthers
class NativeLibraryTests {

	@TempDir
	private Path folder;

	@Test
	void leavesNothingBehindWhenItIsKilled() throws Exception {
		for (int i = 0; i < 2; i++) {
			try (ApplicationProcess process = start(Map.of())) {
				accept(process);
				process.operationsPort();
				Awaitility.await().untilAsserted(() -> assertThat(temporary()).isEmptyDirectory());
				process.kill();
				assertThat(temporary()).isEmptyDirectory();
			}
		}
	}

	@Test
	void isLoadedFromBesideTheDatabaseWhereNothingMayBeRunFromTheFolderForTemporaryFiles() throws Exception {
		try (SmallDisk disk = SmallDisk.mountWithoutPrograms(temporary());
				ApplicationProcess process = start(Map.of())) {
			assertThat(disk).isNotNull();
			accept(process);
			try (Stream<Path> files = Files.list(data())) {
				assertThat(files)
					.allSatisfy((file) -> assertThat(file.getFileName().toString()).startsWith("socialhook.db"));
			}
		}
	}

	@Test
	void saysWhatToDoWhereNothingMayBeRunAtAll() throws Exception {
		try (SmallDisk temporary = SmallDisk.mountWithoutPrograms(temporary());
				SmallDisk data = SmallDisk.mountWithoutPrograms(data());
				ApplicationProcess process = start(Map.of())) {
			assertThat(temporary).isNotSameAs(data);
			assertThat(process.awaitEnd()).isNotZero();
			assertThat(process.text())
				.containsSubsequence("APPLICATION FAILED TO START",
						"The native library of SQLite cannot be loaded from '", temporary().toString(), "noexec",
						data().toString(), "noexec", "Action:", "-Dorg.sqlite.tmpdir=<folder>")
				.doesNotContain("\tat ");
			try (ApplicationProcess advised = start(
					Map.of("JAVA_TOOL_OPTIONS", "-Dorg.sqlite.tmpdir=" + this.folder.resolve("native")))) {
				accept(advised);
				assertThat(this.folder.resolve("native")).isEmptyDirectory();
			}
		}
	}

	private ApplicationProcess start(Map<String, String> variables) throws IOException {
		Map<String, String> all = new HashMap<>(variables);
		all.put("SOCIALHOOK_SECRET", "library");
		return ApplicationProcess.start(this.folder, all);
	}

	private static void accept(ApplicationProcess process) throws IOException {
		try (Wire wire = new Wire(process.port())) {
			assertThat(wire.send(WebhookRequest.signed().withSecret("library").bytes()).answer()).hasStatus(200);
		}
	}

	private Path temporary() {
		return this.folder.resolve("tmp");
	}

	private Path data() {
		return this.folder.resolve("data");
	}

}
