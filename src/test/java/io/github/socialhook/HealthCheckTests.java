package io.github.socialhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

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

	private URI address() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort() + "/actuator/health/readiness");
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
		URI address = address();
		this.server.stop(0);
		assertThat(HealthCheck.isReady(address)).isFalse();
	}

}
