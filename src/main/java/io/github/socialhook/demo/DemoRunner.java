package io.github.socialhook.demo;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import io.github.socialhook.sender.SendResult;
import io.github.socialhook.sender.WebhookSender;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;

/** Sends the requests of the demo one after the other and logs the result of each. */
final class DemoRunner implements ApplicationRunner {

	private static final Log logger = LogFactory.getLog(DemoRunner.class);

	private static final Duration RESULT_TIMEOUT = Duration.ofSeconds(15);

	private final DemoObserver observer;

	private final Environment environment;

	DemoRunner(DemoObserver observer, Environment environment) {
		this.observer = observer;
		this.environment = environment;
	}

	@Override
	public void run(ApplicationArguments arguments) throws InterruptedException {
		URI target = URI.create("http://127.0.0.1:" + port("server") + "/webhooks");
		logger.info("This is the demo: a built-in client acts as Social+ and posts to " + target);
		ResultTable table = new ResultTable();
		try (WebhookSender sender = new WebhookSender(target, DemoConfiguration.SECRET)) {
			sender.warmUp(page("health"));
			List<DemoRequest> requests = DemoRequest.all();
			for (int i = 0; i < requests.size(); i++) {
				DemoRequest request = requests.get(i);
				logger.info("(" + (i + 1) + "/" + requests.size() + ") Sending " + request.title());
				send(request, sender, table);
			}
		}
		logger.info("The demo has sent everything.\n\n" + table + "\n" + instructions(target));
	}

	private URI page(String name) {
		return URI.create("http://127.0.0.1:" + port("management") + "/actuator/" + name);
	}

	private String port(String side) {
		return this.environment.getRequiredProperty("local." + side + ".port");
	}

	private void send(DemoRequest request, WebhookSender sender, ResultTable table) throws InterruptedException {
		this.observer.expect(request.payload());
		SendResult answer = sender.post(request.payload().bytes(), request.signing());
		switch (answer) {
			case SendResult.Answered answered -> {
			}
			case SendResult.Late late -> logger.warn("There was no response within " + late.limit().toMillis() + " ms");
			case SendResult.Failed failed -> logger.warn("There was no answer: " + failed.reason());
		}
		table.add(request, answer, this.observer.await(RESULT_TIMEOUT));
	}

	private String instructions(URI target) {
		return """
				Socialhook is still listening, on this machine only. Send it an event of your own from another terminal:

				  secret='%s'
				  body='{"event":"channel.didCreate","data":{"channel":{"channelId":"my-first"}}}'
				  signature=$(printf '%%s' "$body" | openssl dgst -sha256 -hmac "$secret" -binary | openssl base64 -A)
				  curl -i %s -H 'Content-Type: application/json' -H "x-amity-signature: $signature" --data-binary "$body"

				Its figures are at %s
				Press Ctrl-C to stop; nothing of the demo is kept.
				"""
			.formatted(DemoConfiguration.SECRET, target, page("prometheus"));
	}

}
