package io.github.socialhook;

import io.github.socialhook.delivery.EventName;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.event.EventLabel;
import io.github.socialhook.event.EventScanner;
import io.github.socialhook.intake.Label;
import io.github.socialhook.intake.Labeller;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Joins what the rooms do not know of each other: the intake asks for labels, and the
 * room of the events knows how to read them. Each room wires itself.
 */
@AutoConfiguration
class SocialhookAutoConfiguration {

	@Bean
	Labeller eventLabeller() {
		EventScanner scanner = new EventScanner();
		return (payload) -> {
			EventLabel label = scanner.scan(payload.bytes());
			EventName event = (label.name() != null) ? new EventName(label.name()) : null;
			String kind = label.subjectKind();
			String id = label.subjectId();
			return new Label(event, (kind != null && id != null) ? new Subject(kind, id) : null);
		};
	}

}
