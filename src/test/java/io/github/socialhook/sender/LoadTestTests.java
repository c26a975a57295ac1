package io.github.socialhook.sender;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.github.socialhook.Timeouts;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LoadTestTests {

	@Test
	void countsEveryAnswer() throws Exception {
		AtomicInteger number = new AtomicInteger();
		LoadReport report = run(20, (exchange) -> {
			int each = number.getAndIncrement();
			byte[] body = ((each == 3) ? "{\"ok\":1}" : "{}").getBytes(StandardCharsets.UTF_8);
			exchange.sendResponseHeaders((each == 7) ? 500 : 200, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		assertThat(report.sent()).isEqualTo(20);
		assertThat(report.wrong()).containsOnlyKeys("200 with another body", "500");
		assertThat(report.acknowledged() + report.late()).isEqualTo(18);
		assertThat(report.isFlawless()).isFalse();
		assertThat(report.max()).isGreaterThanOrEqualTo(report.p999());
	}

	/** A receiver that answers nothing does not keep the sender from sending. */
	@Test
	void sendsOnWhileNothingIsAnswered() throws Exception {
		LoadReport report = run(10, (exchange) -> {
		});
		assertThat(report.sent()).isEqualTo(10);
		assertThat(report.late()).isEqualTo(10);
		assertThat(report.max()).isGreaterThanOrEqualTo(Duration.ofMillis(1400));
		assertThat(report.elapsed()).isLessThan(Timeouts.whereSpeedCounts(Duration.ofSeconds(5)));
	}

	@Test
	void tellsHowItGoes() throws Exception {
		List<LoadReport> progress = Collections.synchronizedList(new ArrayList<>());
		HttpServer server = server((exchange) -> {
			exchange.sendResponseHeaders(200, 2);
			exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
			exchange.close();
		});
		try (WebhookSender sender = new WebhookSender(target(server), "load")) {
			new LoadTest(sender, (number) -> Long.toString(number).getBytes(StandardCharsets.UTF_8), progress::add)
				.run(20, Duration.ofSeconds(1));
		}
		finally {
			server.stop(0);
		}
		assertThat(progress).isNotEmpty().extracting(LoadReport::sent).isSorted();
	}

	private static LoadReport run(int number, HttpHandler handler) throws Exception {
		HttpServer server = server(handler);
		try (WebhookSender sender = new WebhookSender(target(server), "load")) {
			return new LoadTest(sender, (each) -> Long.toString(each).getBytes(StandardCharsets.UTF_8), (report) -> {
			}).run(number * 2, Duration.ofMillis(500));
		}
		finally {
			server.stop(0);
		}
	}

	private static HttpServer server(HttpHandler handler) throws Exception {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		server.createContext("/webhooks", handler);
		server.start();
		return server;
	}

	private static URI target(HttpServer server) {
		return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
	}

}
