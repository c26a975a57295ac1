package io.github.socialhook;

import java.util.List;
import java.util.Map;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import tools.jackson.databind.json.JsonMapper;

/** Holds an answer to the letter of the contract. */
final class RawAnswerAssert extends AbstractAssert<RawAnswerAssert, RawAnswer> {

	private static final JsonMapper json = new JsonMapper();

	RawAnswerAssert(RawAnswer actual) {
		super(actual, RawAnswerAssert.class);
	}

	/** Requires what Social+ takes for success: 200 and an empty object. */
	RawAnswerAssert isAcknowledged() {
		hasStatus(200);
		hasOnlyHeaders("Content-Type", "Content-Length", "Date", "Connection");
		hasHeader("Content-Type", "application/json");
		Assertions.assertThat(this.actual.body()).isEqualTo("{}");
		return isQuick();
	}

	/** Requires a problem that says this and nothing else. */
	RawAnswerAssert isProblem(int status, String title, String detail) {
		hasStatus(status);
		hasOnlyHeaders("Content-Type", "Content-Length", "Date", "Connection", "Allow", "WWW-Authenticate",
				"Retry-After");
		hasHeader("Content-Type", "application/problem+json");
		Map<String, Object> expected = Map.of("type", "about:blank", "title", title, "status", status, "detail",
				detail);
		Assertions.assertThat(json.readValue(this.actual.body(), Object.class)).isEqualTo(expected);
		return this;
	}

	RawAnswerAssert isUnauthorized(String detail) {
		isProblem(401, "Unauthorized", detail);
		return hasHeader("WWW-Authenticate", "x-amity-signature").isQuick();
	}

	RawAnswerAssert isNotFound() {
		return isProblem(404, "Not Found", "There is no webhook endpoint at this path.").isQuick();
	}

	RawAnswerAssert isMethodNotAllowed() {
		isProblem(405, "Method Not Allowed", "Webhooks are sent with POST.");
		return hasHeader("Allow", "POST").isQuick();
	}

	RawAnswerAssert isTooLarge() {
		return isProblem(413, "Content Too Large", "The body is larger than this receiver accepts.").isQuick();
	}

	RawAnswerAssert isUnsupported(String detail) {
		return isProblem(415, "Unsupported Media Type", detail).isQuick();
	}

	RawAnswerAssert isUnavailable() {
		isProblem(503, "Service Unavailable", "The delivery could not be stored. Send it again.");
		return hasHeader("Retry-After", "1").isQuick();
	}

	/** Requires the answer to what no endpoint has seen, because it is no proper HTTP. */
	RawAnswerAssert isNotUnderstood() {
		return isProblem(400, "Bad Request", "The request is malformed.").isQuick();
	}

	RawAnswerAssert hasStatus(int status) {
		Assertions.assertThat(this.actual.status()).as("%s", this.actual).isEqualTo(status);
		return this;
	}

	RawAnswerAssert hasHeader(String name, String value) {
		Assertions.assertThat(this.actual.header(name)).as("%s of %s", name, this.actual).isEqualTo(value);
		return this;
	}

	/** So that nothing tells which server this is, of which version. */
	private void hasOnlyHeaders(String... names) {
		List<String> actualNames = this.actual.headers().stream().map((header) -> header.split(":")[0]).toList();
		Assertions.assertThat(actualNames).as("%s", this.actual).isSubsetOf(names).doesNotHaveDuplicates();
	}

	RawAnswerAssert isQuick() {
		Assertions.assertThat(this.actual.elapsed()).isLessThan(Timeouts.ANSWER);
		return this;
	}

}
