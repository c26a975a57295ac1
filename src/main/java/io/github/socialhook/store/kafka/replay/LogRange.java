package io.github.socialhook.store.kafka.replay;

import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A part of the log.
 *
 * @param generation which incarnation of the topic it is in
 * @param spans what there is in each partition; none of them is empty
 */
record LogRange(int generation, SortedMap<Integer, Span> spans) {

	LogRange {
		spans = new TreeMap<>(spans);
		spans.values().removeIf((span) -> span.size() <= 0);
	}

	/** Reads what {@link #toString()} has returned. */
	static LogRange parse(String text) {
		String[] parts = text.split(";", -1);
		SortedMap<Integer, Span> spans = new TreeMap<>();
		for (int i = 1; i < parts.length; i++) {
			String[] numbers = parts[i].split("[:-]", -1);
			spans.put(Integer.valueOf(numbers[0]), new Span(Long.parseLong(numbers[1]), Long.parseLong(numbers[2])));
		}
		return new LogRange(Integer.parseInt(parts[0]), spans);
	}

	/** Returns how many offsets there are. */
	long size() {
		return this.spans.values().stream().mapToLong(Span::size).sum();
	}

	/** Returns the part in a partition. */
	Span span(int partition) {
		return Objects.requireNonNull(this.spans.get(partition));
	}

	/** Returns nothing of the same incarnation. */
	LogRange empty() {
		return new LogRange(this.generation, new TreeMap<>());
	}

	/** Returns what is left once a partition is read up to an offset. */
	LogRange from(int partition, long offset) {
		SortedMap<Integer, Span> left = new TreeMap<>(this.spans);
		left.computeIfPresent(partition, (number, span) -> new Span(offset, span.end()));
		return new LogRange(this.generation, left);
	}

	/** Returns a text such as {@code 0;3:17-42;5:0-9}. */
	@Override
	public String toString() {
		return this.generation + this.spans.entrySet().stream().map(LogRange::text).collect(Collectors.joining());
	}

	private static String text(Map.Entry<Integer, Span> each) {
		return ";" + each.getKey() + ":" + each.getValue().next() + "-" + each.getValue().end();
	}

	/**
	 * A part of a partition.
	 *
	 * @param next the first offset
	 * @param end the offset behind the last
	 */
	record Span(long next, long end) {

		long size() {
			return this.end - this.next;
		}

	}

}
