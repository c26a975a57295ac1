package io.github.socialhook.sender;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;

/** The demo: sends one request after the other, and tells what became of each. */
final class Story implements ApplicationRunner {

	private static final Log logger = LogFactory.getLog(Story.class);

	private static final Duration PATIENCE = Duration.ofSeconds(15);

	private final Witness witness;

	private final Environment environment;

	Story(Witness witness, Environment environment) {
		this.witness = witness;
		this.environment = environment;
	}

	@Override
	public void run(ApplicationArguments arguments) throws InterruptedException {
		URI target = URI.create("http://127.0.0.1:" + port("server") + "/webhooks");
		logger.info("This is the demo: Socialhook's own sender plays Social+ and posts to " + target);
		ClosingTable table = new ClosingTable();
		try (Sender sender = new Sender(target, DemoConfiguration.SECRET)) {
			sender.warmUp(page("health"));
			List<Scene> scenes = Scene.all();
			for (int i = 0; i < scenes.size(); i++) {
				Scene scene = scenes.get(i);
				logger.info("(" + (i + 1) + "/" + scenes.size() + ") Sending " + scene.title());
				play(scene, sender, table);
			}
		}
		logger.info("The demo has sent everything.\n\n" + table + "\n" + invitation(target));
	}

	private URI page(String name) {
		return URI.create("http://127.0.0.1:" + port("management") + "/actuator/" + name);
	}

	private String port(String side) {
		return this.environment.getRequiredProperty("local." + side + ".port");
	}

	private void play(Scene scene, Sender sender, ClosingTable table) throws InterruptedException {
		this.witness.lookOutFor(scene.payload());
		Answer answer = sender.post(scene.payload().bytes(), scene.signing());
		if (answer instanceof Answer.Missing(String reason)) {
			logger.warn("There was no answer: " + reason);
		}
		table.add(scene, answer, this.witness.tell(PATIENCE));
	}

	private String invitation(URI target) {
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
