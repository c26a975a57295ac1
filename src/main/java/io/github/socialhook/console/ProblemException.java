package io.github.socialhook.console;

import java.io.Serial;
import java.util.Map;

import org.springframework.http.HttpStatus;

/** A call that cannot be answered as asked. */
final class ProblemException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient Problem problem;

	private ProblemException(Problem problem) {
		super(problem.detail());
		this.problem = problem;
	}

	/** Names the parameter that is wrong. */
	static ProblemException badParameter(String name, String detail) {
		return new ProblemException(new Problem(HttpStatus.BAD_REQUEST, detail, Map.of("parameter", name)));
	}

	static ProblemException of(HttpStatus status, String detail) {
		return new ProblemException(new Problem(status, detail));
	}

	Problem problem() {
		return this.problem;
	}

}
