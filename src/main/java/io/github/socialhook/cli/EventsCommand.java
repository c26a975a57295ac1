package io.github.socialhook.cli;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventSubject;
import io.github.socialhook.event.catalogue.EventType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the events of Social+, or shows the sample of one. */
@Command(name = "events", description = "Lists the events of Social+, with the Java type of each.",
		footer = { "Examples:", "  socialhook events flag", "  socialhook events --sample v3.post.didFlag" })
final class EventsCommand implements Callable<Integer> {

	@Mixin
	private final Printer printer = new Printer();

	@Parameters(paramLabel = "WORD", arity = "0..1",
			description = "Only events whose name, group or type contains this.")
	private String word = "";

	@Option(names = "--sample", paramLabel = "EVENT", completionCandidates = EventNames.class,
			description = "Print the documented sample of this event instead.")
	private @Nullable String sample;

	@Override
	public Integer call() {
		if (this.sample != null) {
			byte[] bytes = SendOptions.sampleOf(EventNames.find(this.sample));
			this.printer.out().println(new String(bytes, StandardCharsets.UTF_8).strip());
			return ExitCodes.OK;
		}
		List<EventType> types = EventCatalogue.types().stream().filter(this::isMeant).toList();
		if (this.printer.isJson()) {
			this.printer.print("", types.stream().map(EventsCommand::toMap).toList());
		}
		else {
			int width = types.stream().mapToInt((type) -> type.name().length()).max().orElse(0);
			types.forEach((type) -> this.printer
				.line(type.name() + " ".repeat(width - type.name().length()) + "  " + remark(type)));
		}
		return types.isEmpty() ? ExitCodes.FAILED : ExitCodes.OK;
	}

	private boolean isMeant(EventType type) {
		String text = String.join(" ", type.name(), type.group(), typeOf(type), String.join(" ", type.aliases()),
				String.join(" ", type.sharedNames()));
		return text.toLowerCase(Locale.ROOT).contains(this.word.toLowerCase(Locale.ROOT));
	}

	/** The class as it is written in a handler. */
	private static String typeOf(EventType type) {
		Class<?> record = type.type();
		return (record != null) ? record.getName().substring(record.getPackageName().length() + 1).replace('$', '.')
				: "";
	}

	private static String remark(EventType type) {
		String named = typeOf(type).isEmpty() ? "only its name is documented" : typeOf(type);
		return (type.deprecatedSince() != null) ? named + ", deprecated since " + type.deprecatedSince() : named;
	}

	private static Map<String, Object> toMap(EventType type) {
		EventSubject subject = type.subject();
		Map<String, Object> map = new LinkedHashMap<>();
		map.put("name", type.name());
		map.put("group", type.group());
		map.put("type", typeOf(type).isEmpty() ? null : typeOf(type));
		map.put("otherNames", Stream.concat(type.aliases().stream(), type.sharedNames().stream()).toList());
		map.put("deprecatedSince", (type.deprecatedSince() != null) ? type.deprecatedSince().toString() : null);
		map.put("subject", (subject != null) ? subject.kind() : null);
		return map;
	}

}
