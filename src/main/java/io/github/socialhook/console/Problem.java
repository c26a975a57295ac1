package io.github.socialhook.console;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;

/**
 * Why a call was not answered, and what to do about it, as
 * {@code application/problem+json}.
 *
 * @param status the status of the answer
 * @param detail a sentence for people
 * @param more further members for programs
 */
record Problem(HttpStatus status, String detail, Map<String, Object> more) {

	private static final JsonMapper JSON = new JsonMapper();

	Problem(HttpStatus status, String detail) {
		this(status, detail, Map.of());
	}

	void writeTo(HttpServletResponse response) throws IOException {
		Map<String, Object> members = new LinkedHashMap<>();
		members.put("type", "about:blank");
		members.put("title", this.status.getReasonPhrase());
		members.put("status", this.status.value());
		members.put("detail", this.detail);
		members.putAll(this.more);
		byte[] body = JSON.writeValueAsBytes(members);
		response.setStatus(this.status.value());
		response.setContentType("application/problem+json");
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
