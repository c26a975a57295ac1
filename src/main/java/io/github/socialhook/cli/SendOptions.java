package io.github.socialhook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.sender.EventEditor;
import io.github.socialhook.sender.Sample;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What is sent. */
final class SendOptions {

	/** A field that no event has, so that equal samples are not taken for duplicates. */
	private static final String MARK = "socialhookTest";

	private final Surroundings surroundings;

	private final String run = UUID.randomUUID().toString();

	@Parameters(paramLabel = "EVENT", arity = "0..*", completionCandidates = EventNames.class,
			description = "Names of events, such as channel.didCreate. See 'socialhook events'.")
	private List<String> names = new ArrayList<>();

	@Option(names = "--all", description = "Send every event of the catalogue, as its documented sample.")
	private boolean all;

	@Option(names = "--file", paramLabel = "FILE",
			description = "Send the bytes of this file, or of the standard input if it is '-'.")
	private @Nullable Path file;

	@Option(names = "--set", paramLabel = "PATH=VALUE",
			description = "Change the body: data.messages.data.text=hi. A value that is JSON is taken as JSON; {n} is the number of the request.")
	private Map<String, String> changes = new LinkedHashMap<>();

	@Option(names = "--exact", description = "Send samples without the additional field '" + MARK
			+ "', which is different in each request. A sample that is sent again within ten minutes is then a duplicate.")
	private boolean exact;

	SendOptions(Surroundings surroundings) {
		this.surroundings = surroundings;
	}

	List<Message> messages() {
		if ((this.all ? 1 : 0) + ((this.file != null) ? 1 : 0) + (this.names.isEmpty() ? 0 : 1) != 1) {
			throw CommandFailure.usage("Specify what to send: names of events, --all, or --file.");
		}
		if (this.file != null) {
			return List.of(checked(new Message(this.file.toString(), read(this.file), this.changes, null)));
		}
		List<EventType> types = this.all ? EventCatalogue.types().stream().filter(EventNames::hasSample).toList()
				: this.names.stream().map(EventNames::find).toList();
		return types.stream()
			.map((type) -> checked(
					new Message(type.name(), sampleOf(type), this.changes, this.exact ? null : this.run)))
			.toList();
	}

	static byte[] sampleOf(EventType type) {
		return Sample.read(type.name().replace("/", "__"));
	}

	private byte[] read(Path named) {
		try {
			return named.toString().equals("-") ? this.surroundings.in().readAllBytes()
					: Files.readAllBytes(this.surroundings.resolve(named));
		}
		catch (IOException ex) {
			throw CommandFailure.usage("The file '" + named + "' cannot be read.");
		}
	}

	/** What cannot be changed so is found before anything is sent. */
	private static Message checked(Message message) {
		try {
			message.body(0);
			return message;
		}
		catch (IllegalArgumentException | JacksonException ex) {
			throw CommandFailure.usage(message.name() + " cannot be changed: " + ex.getMessage());
		}
	}

	/**
	 * An event to send, any number of times.
	 *
	 * @param name what it is called
	 * @param template the bytes to begin with
	 * @param changes the values to set, by path
	 * @param mark the beginning of what makes each different; null if nothing does
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record Message(String name, byte[] template, Map<String, String> changes, @Nullable String mark) {

		byte[] body(long number) {
			if (this.changes.isEmpty() && this.mark == null) {
				return this.template;
			}
			EventEditor editor = new EventEditor(this.template);
			this.changes.forEach((path, value) -> editor.set(path, json(value.replace("{n}", Long.toString(number)))));
			if (this.mark != null) {
				editor.set(MARK, this.mark + "-" + number);
			}
			return editor.body();
		}

		private static Object json(String value) {
			try {
				return JsonMapper.shared().readTree(value);
			}
			catch (JacksonException ex) {
				return value;
			}
		}

	}

}
