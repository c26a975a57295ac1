package io.github.socialhook;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.tngtech.archunit.core.domain.JavaClass;

/** The rooms of the house: on which storey each lies, and which others it may import. */
enum Room {

	DELIVERY(0),

	EVENT(0),

	PROBLEM(0),

	ENDPOINT(1, DELIVERY),

	SOURCE(1, DELIVERY),

	SIGNATURE(2, DELIVERY, ENDPOINT, SOURCE, PROBLEM),

	INBOX(1, DELIVERY),

	HANDLER(1, DELIVERY, EVENT),

	INTAKE(3, DELIVERY, ENDPOINT, SIGNATURE, INBOX),

	DISPATCH(2, DELIVERY, EVENT, INBOX, HANDLER),

	CONSOLE(2, DELIVERY, INBOX, HANDLER),

	TELEMETRY(2, DELIVERY, INBOX),

	SENDER(2, DELIVERY, EVENT),

	APP(2, DELIVERY, EVENT, HANDLER),

	/** The base package itself, which puts the others together. */
	ROOT(4, DELIVERY, EVENT, PROBLEM, ENDPOINT, SOURCE, SIGNATURE, INBOX, HANDLER, INTAKE, DISPATCH, CONSOLE, TELEMETRY,
			SENDER);

	private final int storey;

	private final List<Room> imports;

	Room(int storey, Room... imports) {
		this.storey = storey;
		this.imports = List.of(imports);
	}

	int storey() {
		return this.storey;
	}

	List<Room> imports() {
		return this.imports;
	}

	boolean mayImport(Room other) {
		return this == other || this.imports.contains(other);
	}

	/** The room that a class lies in, if it lies in one. */
	static Optional<Room> of(JavaClass type, String base) {
		String path = type.getBaseComponentType().getPackageName() + ".";
		if (path.equals(base + ".")) {
			return Optional.of(ROOT);
		}
		return List.of(values())
			.stream()
			.filter((room) -> path.startsWith(base + "." + room.name().toLowerCase(Locale.ROOT) + "."))
			.findFirst();
	}

}
