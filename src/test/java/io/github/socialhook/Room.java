package io.github.socialhook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;

/**
 * The rooms of the house, one for each package: on which storey each lies, and which
 * others it may import. This table is the only place that says so. A room names only
 * rooms above it in the table, so that no two can need each other; {@code STORE_QUEUE} is
 * the package {@code store.queue}.
 */
enum Room {

	DELIVERY(0),

	EVENT_MODEL(0),

	EVENT(0, EVENT_MODEL),

	EVENT_CATALOGUE(0, EVENT_MODEL, EVENT),

	EVENT_READER(0, EVENT, EVENT_CATALOGUE),

	PROBLEM(0),

	LOG(0),

	EXTENSION(0),

	SETTINGS(1, EVENT_CATALOGUE),

	ENDPOINT(1, LOG, DELIVERY),

	SOURCE(1, DELIVERY),

	INBOX(1, DELIVERY),

	AUDIT(1),

	TRAFFIC(1, DELIVERY),

	HANDLER(1, DELIVERY),

	REDACTION(1, EVENT_CATALOGUE),

	CLOUDEVENT(1, DELIVERY),

	TRACING(1, DELIVERY),

	SIGNATURE(2, LOG, DELIVERY, ENDPOINT, SOURCE, PROBLEM),

	STORE_DATABASE(2, INBOX),

	STORE_WRITE(2, LOG, INBOX, STORE_DATABASE),

	STORE_QUEUE(2, DELIVERY, INBOX, STORE_DATABASE, STORE_WRITE),

	STORE_REFERENCE(2, DELIVERY, STORE_DATABASE, STORE_WRITE, STORE_QUEUE),

	STORE_LEDGER(2, DELIVERY, INBOX, STORE_DATABASE, STORE_QUEUE, STORE_REFERENCE),

	STORE_REPLAY(2, LOG, DELIVERY, INBOX, STORE_DATABASE, STORE_WRITE, STORE_QUEUE, STORE_LEDGER),

	STORE_UPKEEP(2, LOG, DELIVERY, INBOX, STORE_DATABASE, STORE_WRITE),

	STORE_SPILL(2, LOG, DELIVERY, INBOX, STORE_DATABASE, STORE_WRITE, STORE_QUEUE),

	STORE_AUDIT(2, AUDIT, STORE_DATABASE, STORE_WRITE),

	STORE_TRAFFIC(2, TRAFFIC, STORE_WRITE),

	STORE_TRACING(2, DELIVERY, TRACING, STORE_DATABASE, STORE_WRITE, STORE_QUEUE),

	/** SQLite's. */
	STORE_DRIVER(2),

	STORE_SALVAGE(2, INBOX, STORE_WRITE),

	STORE_SQLITE(2, LOG, DELIVERY, INBOX, STORE_DATABASE, STORE_WRITE, STORE_QUEUE, STORE_DRIVER, STORE_SALVAGE),

	STORE_POSTGRESQL(2, LOG, DELIVERY, INBOX, STORE_DATABASE, STORE_WRITE, STORE_QUEUE),

	STORE(2, AUDIT, TRAFFIC, DELIVERY, INBOX, REDACTION, STORE_DATABASE, STORE_WRITE, STORE_QUEUE, STORE_REFERENCE,
			STORE_LEDGER, STORE_REPLAY, STORE_UPKEEP, STORE_SPILL, STORE_AUDIT, STORE_TRAFFIC, STORE_TRACING,
			STORE_DRIVER, STORE_SALVAGE, STORE_SQLITE, STORE_POSTGRESQL),

	DISPATCH_REGISTRY(2, EVENT, EVENT_CATALOGUE, HANDLER),

	DISPATCH_ATTEMPT(2, LOG, DELIVERY, EVENT, EVENT_CATALOGUE, EVENT_READER, INBOX, HANDLER, REDACTION, TRACING,
			DISPATCH_REGISTRY),

	DISPATCH_QUEUE(2, DELIVERY, EVENT_READER, INBOX, HANDLER, DISPATCH_REGISTRY, DISPATCH_ATTEMPT),

	DISPATCH(2, LOG, DELIVERY, EVENT_READER, INBOX, HANDLER, REDACTION, TRACING, DISPATCH_REGISTRY, DISPATCH_ATTEMPT,
			DISPATCH_QUEUE),

	SENDER(1, EVENT),

	CONSOLE_SECURITY(2, PROBLEM),

	CONSOLE_OIDC(2, CONSOLE_SECURITY),

	CONSOLE_OPERATION(2, AUDIT, TRAFFIC, DELIVERY, ENDPOINT, SENDER, INBOX, HANDLER, REDACTION, PROBLEM),

	CONSOLE_API(2, AUDIT, TRAFFIC, LOG, DELIVERY, INBOX, HANDLER, REDACTION, PROBLEM, CONSOLE_SECURITY,
			CONSOLE_OPERATION),

	CONSOLE_VIEW(2, LOG, DELIVERY, INBOX, PROBLEM, CONSOLE_SECURITY, CONSOLE_OPERATION),

	CONSOLE_PAGES(2, AUDIT, TRAFFIC, DELIVERY, EVENT_CATALOGUE, ENDPOINT, SOURCE, INBOX, HANDLER, REDACTION, PROBLEM,
			CONSOLE_SECURITY, CONSOLE_OPERATION, CONSOLE_VIEW),

	CONSOLE(2, AUDIT, TRAFFIC, ENDPOINT, INBOX, HANDLER, CONSOLE_SECURITY, CONSOLE_OIDC, CONSOLE_OPERATION, CONSOLE_API,
			CONSOLE_PAGES),

	TELEMETRY(2, DELIVERY, ENDPOINT, INBOX, TRACING),

	SERVER_HEALTH(2),

	SERVER(2, LOG, DELIVERY, PROBLEM, SERVER_HEALTH),

	FORWARD(2, CLOUDEVENT, ENDPOINT, SOURCE, HANDLER),

	KAFKA(2, DELIVERY, CLOUDEVENT, HANDLER),

	CLI(3, ENDPOINT, EVENT_CATALOGUE, SENDER, SIGNATURE),

	/** Yours, with every package in it. */
	APP(2, DELIVERY, EVENT_MODEL, EVENT, HANDLER),

	INTAKE(3, DELIVERY, EVENT_CATALOGUE, EVENT_READER, SIGNATURE, INBOX),

	DEMO(3, DELIVERY, EVENT, HANDLER, SENDER),

	/** The base package: the application class. The other rooms wire themselves. */
	ROOT(4, INBOX, SIGNATURE, SERVER, EXTENSION, DEMO);

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

	/** The package below the base package, empty for the base package itself. */
	String path() {
		return (this == ROOT) ? "" : name().toLowerCase(Locale.ROOT).replace('_', '.');
	}

	/** The room of the house that this one lies in, or is. */
	Room house() {
		return valueOf(name().replaceFirst("_.*", ""));
	}

	static Stream<Room> stream() {
		return Arrays.stream(values());
	}

	/** The room that a class lies in, if it lies in one. */
	static Optional<Room> of(JavaClass type, String base) {
		String path = type.getBaseComponentType().getPackageName();
		return stream().filter((room) -> room.isAt(base, path)).findFirst();
	}

	private boolean isAt(String base, String packageName) {
		String own = (this == ROOT) ? base : base + "." + path();
		return packageName.equals(own) || (this == APP && packageName.startsWith(own + "."));
	}

}
