package io.github.socialhook.cli;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

import io.github.socialhook.sender.LoadReport;
import io.github.socialhook.sender.LoadTest;
import io.github.socialhook.sender.SendResult;
import io.github.socialhook.sender.Signing;
import io.github.socialhook.sender.WebhookSender;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Sends events as Social+ does: one, several, or a load. */
@Command(name = "send", description = "Sends events as Social+ does: signed, over HTTP, with 1.5 s for the answer.",
		footer = { "Examples:", "  SOCIALHOOK_SECRET=… socialhook send channel.didCreate",
				"  socialhook send message.didCreate --set data.messages.data.text=hi --secret-file secret.txt",
				"  socialhook send --all --to https://my.host/webhooks",
				"  socialhook send message.didCreate --set data.messages.channelId=lobby-{n} --rate 500 --for 60s" })
final class SendCommand implements Callable<Integer> {

	private final Surroundings surroundings;

	@Mixin
	private final SecretOptions secret;

	@Mixin
	private final SendOptions events;

	@Mixin
	private final Printer printer = new Printer();

	@Option(names = "--to", paramLabel = "URL", defaultValue = "http://localhost:8080/webhooks",
			description = "The webhook URL. Default: ${DEFAULT-VALUE}")
	private @Nullable URI target;

	@Option(names = "--legacy-twin",
			description = "Send each event a second time with x-eko-signature only, as Social+ can do.")
	private boolean legacyTwin;

	@Option(names = "--rate", paramLabel = "NUMBER",
			description = "Send this number of requests per second, whether or not earlier ones are answered.")
	private @Nullable Integer rate;

	@Option(names = "--for", paramLabel = "TIME", defaultValue = "10s",
			description = "How long, with --rate: 60s, 5m. Default: ${DEFAULT-VALUE}")
	private @Nullable Duration duration;

	SendCommand(Surroundings surroundings) {
		this.surroundings = surroundings;
		this.secret = new SecretOptions(surroundings);
		this.events = new SendOptions(surroundings);
	}

	@Override
	public Integer call() throws InterruptedException {
		List<SendOptions.Message> messages = this.events.messages();
		if (this.target == null || this.target.getHost() == null) {
			throw CommandFailure.usage("'" + this.target + "' is not a URL, such as http://localhost:8080/webhooks.");
		}
		if (this.rate != null && (this.rate < 1 || this.legacyTwin)) {
			throw CommandFailure.usage("--rate must be at least 1, and cannot be combined with --legacy-twin.");
		}
		try (WebhookSender sender = new WebhookSender(this.target, this.secret.newest(), this.surroundings.timeout())) {
			return (this.rate != null && this.duration != null) ? load(sender, messages, this.rate, this.duration)
					: sendEach(sender, messages);
		}
	}

	private int sendEach(WebhookSender sender, List<SendOptions.Message> messages) throws InterruptedException {
		List<Map<String, Object>> answers = new ArrayList<>();
		int exitCode = ExitCodes.OK;
		for (SendOptions.Message message : messages) {
			byte[] body = message.body(answers.size());
			for (Signing signing : this.legacyTwin ? List.of(Signing.GENUINE, Signing.LEGACY)
					: List.of(Signing.GENUINE)) {
				SendResult result = sender.post(body, signing);
				String name = message.name() + ((signing == Signing.LEGACY) ? " (legacy twin)" : "");
				this.printer.line(name + ": " + describe(result));
				answers.add(toMap(name, result));
				exitCode = Math.max(exitCode, exitCode(result));
			}
		}
		if (this.printer.isJson()) {
			this.printer.print("", answers);
		}
		return exitCode;
	}

	private static int exitCode(SendResult result) {
		if (result.isAcknowledged()) {
			return ExitCodes.OK;
		}
		return (result instanceof SendResult.Failed) ? ExitCodes.UNREACHABLE : ExitCodes.FAILED;
	}

	private static String describe(SendResult result) {
		return switch (result) {
			case SendResult.Answered answered when answered.isAcknowledged() ->
				"acknowledged in " + answered.elapsed().toMillis() + " ms";
			case SendResult.Answered answered -> "NOT acknowledged: " + answered + ", " + reason(answered);
			case SendResult.Late late ->
				"NOT acknowledged: no answer within the " + late.limit().toMillis() + " ms that Social+ waits";
			case SendResult.Failed failed -> "NOT acknowledged: " + failed.reason();
		};
	}

	private static String reason(SendResult.Answered answered) {
		if (answered.status() == 200) {
			return "but the body is not {}";
		}
		try {
			return JsonMapper.shared().readTree(answered.body()).path("detail").asString("without a reason");
		}
		catch (JacksonException ex) {
			return "without a reason";
		}
	}

	private static Map<String, Object> toMap(String event, SendResult result) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("event", event);
		map.put("acknowledged", result.isAcknowledged());
		if (result instanceof SendResult.Answered answered) {
			map.put("status", answered.status());
			map.put("millis", answered.elapsed().toMillis());
		}
		map.put("text", describe(result));
		return map;
	}

	private int load(WebhookSender sender, List<SendOptions.Message> messages, int perSecond, Duration time)
			throws InterruptedException {
		ProgressBar bar = new ProgressBar(this.printer, this.surroundings.hasTerminal(), time);
		LoadReport report = new LoadTest(sender,
				(number) -> messages.get((int) (number % messages.size())).body(number), bar::show)
			.run(perSecond, time);
		bar.clear();
		this.printer.print(describe(report), toMap(report));
		if (report.isFlawless()) {
			return ExitCodes.OK;
		}
		return report.failed().isEmpty() ? ExitCodes.FAILED : ExitCodes.UNREACHABLE;
	}

	private static String describe(LoadReport report) {
		StringBuilder text = new StringBuilder()
			.append(String.format(Locale.ROOT, "sent %,d in %d s, acknowledged %,d, late %,d, wrong %,d, failed %,d",
					report.sent(), report.elapsed().toSeconds(), report.acknowledged(), report.late(),
					sum(report.wrong()), sum(report.failed())))
			.append(String.format(Locale.ROOT, "%np50 %s, p99 %s, p99.9 %s, max %s, of the %d ms that Social+ waits",
					millis(report.p50()), millis(report.p99()), millis(report.p999()), millis(report.max()),
					WebhookSender.REQUEST_TIMEOUT.toMillis()));
		report.wrong()
			.forEach((what, number) -> text.append(String.format(Locale.ROOT, "%n%,d answered %s", number, what)));
		report.failed()
			.forEach((what, number) -> text.append(String.format(Locale.ROOT, "%n%,d failed: %s", number, what)));
		return text.toString();
	}

	private static long sum(Map<String, Long> counts) {
		return counts.values().stream().mapToLong(Long::longValue).sum();
	}

	private static String millis(Duration time) {
		return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
	}

	private static Map<String, Object> toMap(LoadReport report) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("sent", report.sent());
		map.put("acknowledged", report.acknowledged());
		map.put("late", report.late());
		map.put("wrong", report.wrong());
		map.put("failed", report.failed());
		map.put("p50Millis", report.p50().toNanos() / 1e6);
		map.put("p99Millis", report.p99().toNanos() / 1e6);
		map.put("p999Millis", report.p999().toNanos() / 1e6);
		map.put("maxMillis", report.max().toNanos() / 1e6);
		map.put("budgetMillis", WebhookSender.REQUEST_TIMEOUT.toMillis());
		map.put("elapsedMillis", report.elapsed().toMillis());
		return map;
	}

}
