package io.github.socialhook.console.api;

import java.io.Serial;
import java.util.Map;

import io.github.socialhook.problem.Problem;

import org.springframework.http.HttpStatus;

/** A request that is answered with a problem. */
final class ProblemException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient Problem problem;

	private ProblemException(Problem problem) {
		super(problem.detail());
		this.problem = problem;
	}

	/** A problem that names the invalid parameter. */
	static ProblemException badParameter(String name, String detail) {
		return new ProblemException(problem(HttpStatus.BAD_REQUEST, detail, Map.of("parameter", name)));
	}

	static ProblemException of(HttpStatus status, String detail) {
		return new ProblemException(problem(status, detail, Map.of()));
	}

	private static Problem problem(HttpStatus status, String detail, Map<String, String> members) {
		return new Problem(status.value(), status.getReasonPhrase(), detail, members);
	}

	Problem problem() {
		return this.problem;
	}

}
