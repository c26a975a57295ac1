package io.github.socialhook.console.operation;

import java.io.Serial;
import java.util.Map;

import io.github.socialhook.problem.Problem;

import org.springframework.http.HttpStatus;

/** A request that is answered with a problem. */
public final class ProblemException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient Problem problem;

	private ProblemException(Problem problem) {
		super(problem.detail());
		this.problem = problem;
	}

	/**
	 * A problem that names the invalid parameter.
	 * @param name the parameter
	 * @param detail what is wrong with it
	 * @return an exception to throw
	 */
	public static ProblemException badParameter(String name, String detail) {
		return new ProblemException(problem(HttpStatus.BAD_REQUEST, detail, Map.of("parameter", name)));
	}

	/**
	 * A problem.
	 * @param status the status code of the response
	 * @param detail what is wrong and what to do
	 * @return an exception to throw
	 */
	public static ProblemException of(HttpStatus status, String detail) {
		return new ProblemException(problem(status, detail, Map.of()));
	}

	private static Problem problem(HttpStatus status, String detail, Map<String, String> members) {
		return new Problem(status.value(), status.getReasonPhrase(), detail, members);
	}

	/**
	 * Returns the problem.
	 * @return the problem to answer with
	 */
	public Problem problem() {
		return this.problem;
	}

}
