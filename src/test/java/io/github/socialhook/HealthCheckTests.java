package io.github.socialhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@RunsBesideOthers
class HealthCheckTests {

	private HttpServer server;

	private int status;

	@BeforeEach
	void startServer() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(this.status, -1);
			exchange.close();
		});
		this.server.start();
	}

	@AfterEach
	void stopServer() {
		this.server.stop(0);
	}

	private String address() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/actuator/health/readiness";
	}

	@Test
	void isReadyWhenToldSo() {
		this.status = 200;
		assertThat(HealthCheck.isReady(address())).isTrue();
	}

	@Test
	void isNotReadyWhenToldOtherwise() {
		this.status = 503;
		assertThat(HealthCheck.isReady(address())).isFalse();
	}

	@Test
	void isNotReadyWhenNobodyAnswers() {
		String address = address();
		this.server.stop(0);
		assertThat(HealthCheck.isReady(address)).isFalse();
	}

	@Test
	void asksWhereTheServiceSaysThatItIs(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("health");
		String path = "/admin/manage/health/readiness";
		try (ApplicationProcess service = ApplicationProcess.start(folder,
				Map.of("SOCIALHOOK_SECRET", "health-7Hq2x9Vk"), "--socialhook.health-file=" + file,
				"--management.server.base-path=/admin", "--management.endpoints.web.base-path=/manage",
				"--management.server.address=127.0.0.1")) {
			int port = service.operationsPort();
			Awaitility.await().until(() -> HealthCheck.isReady(file.toString()));
			assertThat(file).content().startsWith("http://127.0.0.1:" + port + path + "\n");
			service.kill();
			assertThat(HealthCheck.isReady(file.toString())).isFalse();
		}
	}

	@Test
	void isNotReadyWhenNothingWasSaid(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("health");
		assertThat(HealthCheck.isReady(file.toString())).isFalse();
		Files.createFile(file);
		assertThat(HealthCheck.isReady(file.toString())).isFalse();
		new SilentService(file).note(HealthCheck.Answer.NONE, 1);
	}

	/** As container engines restart what has ended, and only that. */
	@Test
	void endsAServiceThatAnswersNoMore(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("health");
		try (ApplicationProcess service = ApplicationProcess.start(folder,
				Map.of("SOCIALHOOK_SECRET", "health-7Hq2x9Vk"), "--socialhook.health-file=" + file)) {
			service.operationsPort();
			Awaitility.await().until(() -> HealthCheck.isReady(file.toString()));
			SilentService watched = new SilentService(file);
			watched.note(HealthCheck.Answer.NONE, 2);
			watched.note(HealthCheck.Answer.NOT_READY, 1);
			watched.note(HealthCheck.Answer.NONE, 2);
			assertThat(service.isAlive()).isTrue();
			service.freeze();
			HealthCheck.Answer answer = HealthCheck.ask(file.toString());
			assertThat(answer).isEqualTo(HealthCheck.Answer.NONE);
			watched.note(answer, 2);
			service.awaitEnd();
			watched.note(answer, 1);
		}
	}

	@Test
	void acceptsTheCertificateOfTheService(@TempDir Path folder) throws Exception {
		Path file = folder.resolve("health");
		Path store = folder.resolve("store.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-keyalg", "EC", "-alias", "operations", "-dname", "CN=hooks.example.com", "-storetype",
				"PKCS12", "-storepass", "changeit", "-keystore", store.toString())
			.redirectErrorStream(true)
			.start();
		assertThat(keytool.waitFor()).isZero();
		try (ApplicationProcess service = ApplicationProcess.start(folder,
				Map.of("SOCIALHOOK_SECRET", "health-7Hq2x9Vk"), "--socialhook.health-file=" + file,
				"--management.server.ssl.key-store=" + store, "--management.server.ssl.key-store-password=changeit")) {
			service.operationsPort();
			Awaitility.await().until(() -> HealthCheck.isReady(file.toString()));
			assertThat(file).content().startsWith("https://localhost:");
		}
	}

}
