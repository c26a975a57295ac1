package io.github.socialhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the owner is told of strangers who are let in. */
@RunningService
@TestPropertySource(properties = { "socialhook.source-ips.mode=report", "socialhook.source-ips.regions=sg, us",
		"socialhook.source-ips.allow=127.0.0.9", "socialhook.source-ips.trusted-proxies=127.0.0.1" })
@ExtendWith(OutputCaptureExtension.class)
class SourceReportTests {

	@Autowired
	private Door door;

	@Test
	void letsStrangersInAndSaysWhatEnforceWouldDo(CapturedOutput output) throws UnknownHostException {
		WebhookRequest request = WebhookRequest.signed();
		assertThat(send("127.0.0.2", request)).isAcknowledged();
		assertThat(send("127.0.0.2", WebhookRequest.signed())).isAcknowledged();
		assertThat(send("127.0.0.3", WebhookRequest.unsigned())).hasStatus(401);
		assertThat(send("127.0.0.9", WebhookRequest.signed())).isAcknowledged();
		assertThat(send("127.0.0.1", WebhookRequest.signed().with("X-Forwarded-For", "52.72.76.90"))).isAcknowledged();
		assertThat(send("127.0.0.1", WebhookRequest.unsigned().with("X-Forwarded-For", "6.6.6.6"))).hasStatus(401);
		assertThat(output.toString().lines().filter((line) -> line.contains("mode=enforce would refuse it")))
			.singleElement()
			.asString()
			.contains("WARN", "A genuine request to endpoint 'default' came from 127.0.0.2, and ");
		assertThat(output.toString().lines().filter((line) -> line.contains("A stranger's request"))).singleElement()
			.asString()
			.contains("INFO", "A stranger's request to endpoint 'default' came from 127.0.0.3. ");
		assertThat(output).contains("Refused a request to endpoint 'default' from 127.0.0.3: 401 NO_SIGNATURE")
			.doesNotContain(": 403 ");
		assertThat(metrics()).contains("genuine=\"true\",region=\"none\",source=\"stranger\"} 2.0",
				"genuine=\"false\",region=\"none\",source=\"stranger\"} 2.0",
				"genuine=\"true\",region=\"none\",source=\"allowed\"} 1.0",
				"genuine=\"true\",region=\"us\",source=\"52.72.76.90\"} 1.0",
				"genuine=\"true\",region=\"sg\",source=\"18.142.212.217\"} 0.0");
		assertThat(metrics()).filteredOn((line) -> line.contains("region=\"eu\"")).isEmpty();
		assertThat(metrics()).hasSize(11);
	}

	private Stream<String> metrics() {
		String name = "socialhook_sources_total{";
		try (Wire wire = this.door.openOperations()) {
			return wire.send("GET /actuator/prometheus HTTP/1.1\r\nHost: localhost\r\n\r\n")
				.answer()
				.body()
				.lines()
				.filter((line) -> line.startsWith(name))
				.map((line) -> line.substring(name.length()));
		}
	}

	private RawAnswer send(String peer, WebhookRequest request) throws UnknownHostException {
		try (Wire wire = this.door.openFrom(InetAddress.getByName(peer))) {
			return wire.send(request.bytes()).answer();
		}
	}

}
