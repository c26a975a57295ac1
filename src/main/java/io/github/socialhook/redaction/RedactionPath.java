package io.github.socialhook.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.socialhook.configuration.InvalidConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * A path into JSON: the part of JSONPath (RFC 9535) that needs no tree. Unlike there, a
 * step also applies to the elements of an array, because Social+ sends the same field as
 * an object or as an array of objects.
 *
 * @param text as it is configured
 * @param steps the steps from the root, at least one
 */
record RedactionPath(String text, List<Step> steps) {

	/** So many positions fit into a number. */
	private static final int MOST_STEPS = 60;

	private static final Pattern STEP = Pattern
		.compile("(\\.\\.?)(\\*|[^.\\[\\]'\"*\\s]+)|(\\.\\.)?\\[(?:(\\*)|'([^']+)'|\"([^\"]+)\")]");

	/**
	 * Parses a path.
	 * @throws InvalidConfigurationException if it is none
	 */
	static RedactionPath parse(String text) {
		String rest = text.strip();
		if (rest.startsWith("$")) {
			rest = rest.substring(1);
		}
		else if (!rest.startsWith("[")) {
			rest = "." + rest;
		}
		List<Step> steps = new ArrayList<>();
		Matcher matcher = STEP.matcher(rest);
		int end = 0;
		while (end < rest.length() && matcher.region(end, rest.length()).lookingAt()) {
			steps.add(step(matcher));
			end = matcher.end();
		}
		if (steps.isEmpty() || end < rest.length() || steps.size() > MOST_STEPS) {
			throw new InvalidConfigurationException("socialhook.redact has '" + text + "', which is not a valid path.",
					"Write paths such as '$.data.user.email', '$.data.*.metadata', '$..email' or \"$.data['first name']\". "
							+ "Arrays need no index: a path applies to all of their elements.");
		}
		return new RedactionPath(text, List.copyOf(steps));
	}

	private static Step step(Matcher matcher) {
		boolean deep = "..".equals((matcher.group(1) != null) ? matcher.group(1) : matcher.group(3));
		for (int group : new int[] { 2, 4, 5, 6 }) {
			String name = matcher.group(group);
			if (name != null) {
				boolean any = name.equals("*") && group <= 4;
				return new Step(any ? null : name, deep);
			}
		}
		throw new IllegalStateException("No group matches");
	}

	/** The position of the root. */
	long start() {
		return 1;
	}

	/** Whether a value at these positions is masked. */
	boolean isEnd(long positions) {
		return (positions & (1L << this.steps.size())) != 0;
	}

	/**
	 * Goes to a member of an object.
	 * @param positions the positions of the object, each a bit
	 * @param name the name of the member
	 * @return the positions of the member
	 */
	long member(long positions, String name) {
		long next = 0;
		for (int i = 0; i < this.steps.size(); i++) {
			if ((positions & (1L << i)) != 0) {
				next |= this.steps.get(i).matches(name) ? 1L << (i + 1) : 0;
				next |= this.steps.get(i).deep() ? 1L << i : 0;
			}
		}
		return next;
	}

	/** Goes to the elements of an array, which are also where the array is. */
	long element(long positions) {
		long next = positions;
		for (int i = 0; i < this.steps.size(); i++) {
			if ((positions & (1L << i)) != 0 && this.steps.get(i).name() == null) {
				next |= 1L << (i + 1);
			}
		}
		return next;
	}

	/** Whether it means a single field of this name and place, and nothing beside it. */
	boolean isExactly(List<String> place) {
		long positions = start();
		for (String name : place) {
			positions = member(positions, name);
		}
		return isEnd(positions) && this.steps.getLast().name() != null;
	}

	/**
	 * A step.
	 *
	 * @param name the name of the member; null for any
	 * @param deep whether it may be at any depth
	 */
	record Step(@Nullable String name, boolean deep) {

		boolean matches(String other) {
			return this.name == null || this.name.equals(other);
		}

	}

}
