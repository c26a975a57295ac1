package io.github.socialhook.store;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import io.github.socialhook.KafkaServer;
import io.github.socialhook.delivery.DedupeWindows;
import io.github.socialhook.delivery.Delivery;
import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.delivery.ReferenceResolver;
import io.github.socialhook.handler.HandlerCoverage;
import io.github.socialhook.handler.HandlerDescription;
import io.github.socialhook.handler.HandlerDirectory;
import io.github.socialhook.handler.HandlerStatus;
import io.github.socialhook.store.kafka.LogPosition;
import io.github.socialhook.store.kafka.LogRecord;
import io.github.socialhook.store.kafka.dedupe.RecentDeliveries;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The topic of one test, whichever engine is open over it: the handlers that read it, and
 * what was written and handled.
 */
final class LogTopicFixture implements BeforeEachCallback, HandlerDirectory {

	/** How the bodies begin that no handler takes. */
	static final String UNTAKEN = "untaken";

	/** Bodies of more than a megabyte are written to it. */
	private static final Map<String, String> SETTINGS = Map.of("max.message.bytes", "2400000");

	/** What was written, in the order of the log. */
	private final Map<LogPosition, LogRecord> written = new TreeMap<>(Comparator.comparingLong(LogPosition::number));

	private final Map<LogPosition, Set<String>> finished = new ConcurrentHashMap<>();

	/** The handlers that are to have what was written; made anew when more is. */
	private Map<LogPosition, Set<String>> takers = Map.of();

	private DedupeWindows windows = DedupeWindows.all(Duration.ZERO);

	private boolean ordered;

	private ReferenceResolver references = (delivery) -> Set.of();

	private String name = "";

	private List<String> handlers = List.of();

	@Override
	public void beforeEach(ExtensionContext context) {
		this.name = context.getRequiredTestMethod().getName() + "-" + Math.abs(context.getUniqueId().hashCode());
		HandledBy declared = Optional.ofNullable(context.getRequiredTestMethod().getAnnotation(HandledBy.class))
			.orElseGet(() -> context.getRequiredTestMethod().getDeclaringClass().getAnnotation(HandledBy.class));
		this.handlers = (declared != null) ? Arrays.asList(declared.value()) : List.of("a");
	}

	void createAt(KafkaServer kafka) throws Exception {
		kafka.create(this.name, SETTINGS);
	}

	String name() {
		return this.name;
	}

	@Override
	public List<HandlerDescription> list() {
		return this.handlers.stream().map((handler) -> new HandlerDescription(handler, List.of(), true)).toList();
	}

	@Override
	public Set<String> takersOf(Delivery delivery) {
		boolean untaken = new String(delivery.payload().bytes(), StandardCharsets.UTF_8).startsWith(UNTAKEN);
		return untaken ? Set.of() : Set.copyOf(this.handlers);
	}

	/** Lets one at a time of a subject be handed over. */
	void keepOrder() {
		this.ordered = true;
	}

	boolean isOrdered() {
		return this.ordered;
	}

	/** Lets the index keep what deliveries refer to. */
	void index(ReferenceResolver references) {
		this.references = references;
	}

	ReferenceResolver references() {
		return this.references;
	}

	/** Something was written and acknowledged. */
	synchronized void written(LogPosition position, LogRecord record, DedupeWindows windows) {
		this.written.put(position, record);
		this.windows = windows;
		this.takers = Map.of();
	}

	/** Finds out which of them repeat others. */
	private synchronized Map<LogPosition, Set<String>> takers() {
		if (this.takers.size() == this.written.size()) {
			return this.takers;
		}
		Map<Integer, RecentDeliveries> recent = new HashMap<>();
		Map<LogPosition, Set<String>> all = new LinkedHashMap<>();
		this.written.forEach((each, other) -> {
			boolean repeat = recent
				.computeIfAbsent(each.partition(),
						(partition) -> new RecentDeliveries(this.windows, () -> Integer.MAX_VALUE))
				.isRepeat(other, each.offset());
			all.put(each, repeat ? Set.of() : takersOf(other));
		});
		this.takers = all;
		return all;
	}

	private Set<String> takersOf(LogRecord record) {
		Set<String> own = takersOf(record.delivery());
		return own.isEmpty() ? Set.of(firstHandler()) : own;
	}

	/** The one that reports what no handler takes. */
	String firstHandler() {
		return new TreeSet<>(this.handlers).first();
	}

	/** A handler has done with something, and does not get it from the log again. */
	void finished(DeliveryId id, String handler) {
		this.finished.computeIfAbsent(LogPosition.find(id).orElseThrow(), (key) -> ConcurrentHashMap.newKeySet())
			.add(handler);
	}

	/** Returns what was written, in the order of the log. */
	synchronized List<LogPosition> written() {
		return List.copyOf(this.written.keySet());
	}

	/** Returns who is still to have something. */
	synchronized Set<String> waitingFor(LogPosition position) {
		Set<String> waiting = new TreeSet<>(takers().getOrDefault(position, Set.of()));
		waiting.removeAll(this.finished.getOrDefault(position, Set.of()));
		return waiting;
	}

	/** Whether any handler has done with something. */
	boolean isBegun(LogPosition position) {
		return this.finished.containsKey(position);
	}

	/** Returns up to where a handler has done with everything, by partition. */
	Map<Integer, Long> positionsOf(String handler) {
		Map<Integer, Long> positions = new HashMap<>();
		Map<Integer, Long> blocked = new HashMap<>();
		for (LogPosition position : written()) {
			positions.put(position.partition(), position.offset() + 1);
			if (waitingFor(position).contains(handler)) {
				blocked.putIfAbsent(position.partition(), position.offset());
			}
		}
		positions.putAll(blocked);
		return positions;
	}

	@Override
	public HandlerCoverage coverage(Map<String, Long> came) {
		throw new UnsupportedOperationException();
	}

	@Override
	public Optional<HandlerStatus> statusOf(String handler) {
		return Optional.empty();
	}

	@Override
	public boolean pause(String handler) {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean resume(String handler) {
		throw new UnsupportedOperationException();
	}

}
