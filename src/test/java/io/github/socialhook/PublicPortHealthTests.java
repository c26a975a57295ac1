package io.github.socialhook;

import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** A receiver is ready only while its public port answers. */
@RunningService
class PublicPortHealthTests {

	@Autowired
	private Door door;

	@Autowired
	private ServletWebServerApplicationContext context;

	@Test
	void isReadyOnlyWhileThePublicPortAnswers() {
		assertThat(readiness()).hasStatus(200);
		Connector connector = ((TomcatWebServer) this.context.getWebServer()).getTomcat().getConnector();
		connector.pause();
		try {
			RawAnswer answer = readiness();
			assertThat(answer).hasStatus(503);
			assertThat(answer.body()).contains("\"publicPort\"", "The public port does not answer");
		}
		finally {
			connector.resume();
		}
		assertThat(readiness()).hasStatus(200);
	}

	@Test
	void asksWithoutBeingCounted() {
		String before = requests();
		assertThat(readiness()).hasStatus(200);
		assertThat(requests()).isEqualTo(before);
	}

	private String requests() {
		return String.join("\n", ask("/actuator/prometheus").body()
			.lines()
			.filter((line) -> line.startsWith("socialhook_requests_total") && line.contains("endpoint=\"none\""))
			.toList());
	}

	private RawAnswer readiness() {
		return ask("/actuator/health/readiness");
	}

	private RawAnswer ask(String path) {
		try (Wire wire = this.door.openOperations()) {
			return wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();
		}
	}

}
