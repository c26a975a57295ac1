package io.github.socialhook.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.event.catalogue.EventCatalogue;
import io.github.socialhook.event.catalogue.EventSubject;
import io.github.socialhook.event.catalogue.EventType;
import io.github.socialhook.event.catalogue.IdPath;

/**
 * Where the name and the subject of a delivery are in its body. Deliveries are listed,
 * ordered and found by them.
 */
final class SubjectPlaces {

	private static final List<List<String>> NAMES = List.of(List.of("event"), List.of("eventType"),
			List.of("data", "eventName"));

	private SubjectPlaces() {
	}

	/**
	 * Refuses a path to nothing but a name or the id of a subject, which would be shown
	 * nevertheless.
	 * @throws InvalidConfigurationException if the path is such a path
	 */
	static void check(RedactionPath path) {
		if (NAMES.stream().anyMatch(path::isExactly)) {
			throw invalid(path, "the name of the event");
		}
		for (EventType type : EventCatalogue.types()) {
			EventSubject subject = EventCatalogue.subjectOf(type.name());
			if (subject != null && subject.ids().stream().flatMap(SubjectPlaces::placesOf).anyMatch(path::isExactly)) {
				throw invalid(path, "the " + subject.kind() + " that '" + type.name() + "' is about");
			}
		}
	}

	private static Stream<List<String>> placesOf(IdPath id) {
		List<String> top = new ArrayList<>(List.of(id.container()));
		if (!id.field().isEmpty()) {
			top.add(id.field());
		}
		List<String> nested = new ArrayList<>(List.of("data"));
		nested.addAll(top);
		return Stream.of(top, nested);
	}

	private static InvalidConfigurationException invalid(RedactionPath path, String what) {
		return new InvalidConfigurationException(
				"socialhook.redact has '" + path.text() + "', which names " + what + ".",
				"Deliveries are listed, ordered and found by their event and subject, so these cannot be masked. Name "
						+ "other fields, such as '$..email'.");
	}

}
