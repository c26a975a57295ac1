package io.github.socialhook.intake;

import java.util.Set;
import java.util.stream.Collectors;

import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.ReferenceResolver;
import io.github.socialhook.delivery.Subject;
import io.github.socialhook.event.reader.ReferenceReader;

/** Finds what deliveries refer to by the catalogue of events. */
final class EventReferenceResolver implements ReferenceResolver {

	private final ReferenceReader reader = new ReferenceReader();

	@Override
	public Set<Subject> referencesOf(Delivery delivery) {
		return this.reader.read(delivery.payload().bytes())
			.stream()
			.map((reference) -> new Subject(reference.kind(), reference.id()))
			.collect(Collectors.toSet());
	}

}
