package io.github.socialhook;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** A user of the operations API of a process. */
final class Operator {

	private static final String PASSWORD = "olga-at-the-desk";

	private static final String USER = "socialhook.operations.users.olga";

	private Operator() {
	}

	/** Returns the arguments with which a process knows the user. */
	static List<String> arguments() {
		return List.of("--" + USER + ".role=operator",
				"--" + USER + ".password={bcrypt}" + new BCryptPasswordEncoder(4).encode(PASSWORD));
	}

	static RawAnswer get(int port, String path) {
		return call(port, "GET " + path);
	}

	static RawAnswer post(int port, String path) {
		return call(port, "POST " + path);
	}

	/** Returns what the store of a process says of itself. */
	static JsonNode store(int port) {
		RawAnswer answer = get(port, "/api/v1/store");
		if (answer.status() != 200) {
			throw new AssertionError(answer.toString());
		}
		return new JsonMapper().readTree(answer.body());
	}

	private static RawAnswer call(int port, String what) {
		String user = Base64.getEncoder().encodeToString(("olga:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
		try (Wire wire = new Wire(port)) {
			return wire
				.send(what + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nAuthorization: Basic " + user
						+ "\r\n\r\n")
				.answer();
		}
	}

}
