package io.github.socialhook;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is found of a stack trace. */
@RunsBesideOthers
class StackTracesTests {

	@Test
	void findsTheOneOfAMessage() {
		String trace = "WARN The pool is small\njava.lang.IllegalStateException: too small\n\tat Pool.open\n";
		for (String message : new String[] { "The pool is", "too small" }) {
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> StackTraces.requireNone("INFO\n" + trace, message));
		}
	}

	@Test
	void leavesThoseOfOthers() {
		StackTraces.requireNone("The pool is small\n\nAction:\nERROR other\njava.lang.Error: other\n\tat Other.run\n",
				"The pool is small");
	}

}
