package io.github.socialhook;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

import io.github.socialhook.NodeStore.Unsettled;

/**
 * What may be handled once more, because of what happened to the process that was at it.
 */
final class Excuses {

	private final Map<String, Unsettled> byProcess = new HashMap<>();

	/** Excuses what was not settled when a process died. */
	void add(String process, Unsettled left) {
		this.byProcess.merge(process, left, Excuses::both);
	}

	/** Excuses all deliveries with these numbers. */
	void add(String process, long from, long to) {
		Set<Long> range = new HashSet<>(LongStream.rangeClosed(from, to).boxed().toList());
		add(process, new Unsettled(range, Map.of()));
	}

	private static Unsettled both(Unsettled one, Unsettled other) {
		Set<Long> whole = new HashSet<>(one.whole());
		whole.addAll(other.whole());
		Map<String, Integer> attempts = new HashMap<>(one.attempts());
		other.attempts().forEach((attempt, number) -> attempts.merge(attempt, number, Math::min));
		return new Unsettled(whole, attempts);
	}

	Map<String, Unsettled> byProcess() {
		return this.byProcess;
	}

}
