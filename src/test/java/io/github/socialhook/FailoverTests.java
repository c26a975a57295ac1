package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/** A PostgreSQL that is a standby, or is no longer the primary. */
@ExtendWith(OutputCaptureExtension.class)
class FailoverTests {

	@TempDir
	private Path folder;

	private PostgresServer one;

	private PostgresServer other;

	@BeforeEach
	void prepareServers() throws IOException {
		this.one = new PostgresServer(Files.createDirectory(this.folder.resolve("one")));
		this.other = new PostgresServer(Files.createDirectory(this.folder.resolve("other")));
	}

	@AfterEach
	void stopServers() throws IOException {
		this.one.close();
		this.other.close();
	}

	@Test
	void standbyIsNamedAndWhatComesIsMovedOnceItIsPromoted(CapturedOutput output) throws Exception {
		this.one.start();
		try (ConfigurableApplicationContext service = start(this.one.url())) {
			assertThat(send(service)).isAcknowledged();
			this.one.kill();
			this.one.startAsStandby();
			assertThat(send(service)).isAcknowledged();
			Awaitility.await()
				.until(() -> output.getOut().contains("The connection leads to a standby, or to a former primary"));
			assertThat(send(service)).isAcknowledged();
			this.one.promote();
			awaitStored(this.one, 3);
			assertThat(send(service)).isAcknowledged();
			awaitStored(this.one, 4);
		}
		assertThat(output).doesNotContain("without 'targetServerType=primary'");
	}

	@Test
	void newPrimaryIsFoundAmongSeveralHosts() throws Exception {
		this.one.start();
		try (ConfigurableApplicationContext service = start(this.one.url())) {
			assertThat(send(service)).isAcknowledged();
		}
		this.one.kill();
		FileSystemUtils.copyRecursively(this.folder.resolve("one"), this.folder.resolve("other"));
		Files.setPosixFilePermissions(this.folder.resolve("other/postgres"),
				PosixFilePermissions.fromString("rwx------"));
		this.one.start();
		this.other.startAsStandby();
		String url = this.other.url().replace("/postgres?", "," + hostOf(this.one) + "/postgres?");
		try (ConfigurableApplicationContext service = start(url + "&targetServerType=primary")) {
			assertThat(send(service)).isAcknowledged();
			awaitStored(this.one, 2);
			this.one.kill();
			this.one.startAsStandby();
			this.other.promote();
			assertThat(send(service)).isAcknowledged();
			awaitStored(this.other, 2);
			assertThat(send(service)).isAcknowledged();
			awaitStored(this.other, 3);
		}
	}

	@Test
	void severalHostsWithoutAPrimaryAreWarnedOf(CapturedOutput output) throws Exception {
		this.one.start();
		String url = this.one.url().replace("/postgres?", "," + hostOf(this.one) + "/postgres?");
		start(url).close();
		assertThat(output).contains("spring.datasource.url names several hosts without 'targetServerType=primary'");
	}

	private static String hostOf(PostgresServer server) {
		return server.url().replaceAll("jdbc:postgresql://|/.*", "");
	}

	private static void awaitStored(PostgresServer server, int number) {
		Awaitility.await()
			.ignoreExceptions()
			.until(() -> server.sql()
				.sql("SELECT count(*) FROM socialhook_delivery")
				.query(Integer.class)
				.single() == number);
	}

	private ConfigurableApplicationContext start(String url) {
		return new SpringApplicationBuilder(SocialhookApplication.class).run("--server.port=0",
				"--management.server.port=0", "--SOCIALHOOK_SECRET=" + Door.SECRET, "--spring.datasource.url=" + url,
				"--spring.datasource.hikari.maximum-pool-size=6",
				"--socialhook.spill-file=" + this.folder.resolve("spill.db"));
	}

	private static RawAnswer send(ConfigurableApplicationContext service) {
		int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
		try (Wire wire = new Wire(port)) {
			return wire.send(WebhookRequest.signed().bytes()).answer();
		}
	}

}
