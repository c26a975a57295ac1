package io.github.socialhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads what all processes wrote into the {@link Diary}, one after another. */
final class Chronicle {

	private final List<Line> lines;

	private Chronicle(List<Line> lines) {
		this.lines = lines;
	}

	/** Notes in a diary that a process is dead: nothing of it follows. */
	static void noteDeath(Path diary, String process) throws IOException {
		Files.writeString(diary, "killed " + process + System.lineSeparator(), StandardOpenOption.CREATE,
				StandardOpenOption.APPEND);
	}

	static Chronicle read(Path diary) throws IOException {
		List<Line> lines = new ArrayList<>();
		for (String line : Files.readAllLines(diary)) {
			String[] words = line.split(" ");
			lines.add((words.length == 2) ? new Line(words[0], words[1], "", 0, 0, "", 0)
					: new Line(words[0], words[1], words[2], Long.parseLong(words[3]), Integer.parseInt(words[4]),
							words[5], Integer.parseInt(words[6])));
		}
		return new Chronicle(lines);
	}

	/** What a handler has ended without a failure. */
	Set<Long> handledBy(String handler) {
		Set<Long> handled = new HashSet<>();
		this.lines.stream()
			.filter((line) -> line.what().equals("end") && line.handler().equals(handler))
			.forEach((line) -> handled.add(line.id()));
		return handled;
	}

	/** How often each attempt was begun, by which processes. */
	Map<Attempt, List<String>> begun() {
		Map<Attempt, List<String>> begun = new LinkedHashMap<>();
		this.lines.stream()
			.filter((line) -> line.what().equals("begin"))
			.forEach((line) -> begun.computeIfAbsent(Attempt.of(line), (attempt) -> new ArrayList<>())
				.add(line.process()));
		return begun;
	}

	/**
	 * What was begun again for another reason than a kill: an attempt is made again only
	 * if the process that made it before was killed, and when it was, the store did not
	 * know yet how the attempt ended.
	 * @param deaths what was not settled when a process was killed
	 */
	List<String> repeatedButForKills(Map<String, NodeStore.Unsettled> deaths) {
		List<String> unexplained = new ArrayList<>();
		begun().forEach((attempt, processes) -> {
			for (String earlier : processes.subList(0, processes.size() - 1)) {
				NodeStore.Unsettled left = deaths.get(earlier);
				if (left == null || !left.has(attempt.id(), attempt.handler(), attempt.number())) {
					unexplained.add(attempt + " by " + processes);
				}
			}
		});
		return unexplained;
	}

	/** What a process had begun and not ended. */
	Set<Attempt> openAtTheEndOf(String process) {
		Set<Attempt> open = new HashSet<>();
		for (Line line : this.lines) {
			if (line.process().equals(process) && !line.what().equals("killed")) {
				if (line.what().equals("begin")) {
					open.add(Attempt.of(line));
				}
				else {
					open.remove(Attempt.of(line));
				}
			}
		}
		return open;
	}

	/**
	 * Begins of first attempts that came after those of later events of their subject.
	 */
	List<String> outOfOrder() {
		Map<String, Line> latest = new HashMap<>();
		Set<Attempt> seen = new HashSet<>();
		List<String> wrong = new ArrayList<>();
		for (Line line : this.lines) {
			if (line.isFirstBegin() && seen.add(Attempt.of(line))) {
				Line before = latest.put(line.lane(), line);
				if (before != null && (before.id() > line.id() || before.number() > line.number())) {
					wrong.add(line + " after " + before);
				}
			}
		}
		return wrong;
	}

	/**
	 * Attempts, first ones and further ones, that began while another of their subject
	 * was under way.
	 */
	List<String> sideBySide() {
		return sideBySide((handler) -> true);
	}

	/** Likewise, of some of the handlers. */
	List<String> sideBySide(Predicate<String> handlers) {
		Map<String, Line> open = new HashMap<>();
		Set<String> dead = new HashSet<>();
		List<String> wrong = new ArrayList<>();
		for (Line line : this.lines) {
			if (line.what().equals("killed")) {
				dead.add(line.process());
			}
			else if (line.what().equals("begin") && handlers.test(line.handler())) {
				Line other = open.put(line.lane(), line);
				if (other != null && !dead.contains(other.process())) {
					wrong.add(line + " beside " + other);
				}
			}
			else if (open.get(line.lane()) != null && Attempt.of(open.get(line.lane())).equals(Attempt.of(line))) {
				open.remove(line.lane());
			}
		}
		return wrong;
	}

	/**
	 * One attempt of one handler, as it was counted.
	 *
	 * @param id the delivery
	 * @param handler the handler's name
	 * @param number which attempt
	 */
	record Attempt(long id, String handler, int number) {

		static Attempt of(Line line) {
			return new Attempt(line.id(), line.handler(), line.attempt());
		}

	}

	/**
	 * One line.
	 *
	 * @param what begin, end, fail or killed
	 * @param process who wrote it
	 * @param handler the handler's name
	 * @param id the delivery
	 * @param attempt which attempt
	 * @param subject what it is about
	 * @param number the sender's number within the subject
	 */
	record Line(String what, String process, String handler, long id, int attempt, String subject, int number) {

		boolean isFirstBegin() {
			return this.what.equals("begin") && this.attempt == 1;
		}

		String lane() {
			return this.handler + " " + this.subject;
		}

	}

}
