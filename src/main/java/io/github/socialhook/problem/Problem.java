package io.github.socialhook.problem;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The reason why a request was refused, in the form of RFC 9457 with the type
 * {@code about:blank}.
 *
 * @param status the status code of the response
 * @param title the reason phrase of the status code
 * @param detail a sentence for people that says what to do
 * @param members further members, for programs
 */
public record Problem(int status, String title, String detail, Map<String, String> members) {

	/** The media type of the response. */
	public static final String MEDIA_TYPE = "application/problem+json";

	private static final JsonFactory JSON = new JsonFactory();

	/**
	 * Creates a problem without further members.
	 * @param status the status code of the response
	 * @param title the reason phrase of the status code
	 * @param detail a sentence for people that says what to do
	 */
	public Problem(int status, String title, String detail) {
		this(status, title, detail, Map.of());
	}

	/**
	 * Writes the whole response except for headers that belong to the status code, such
	 * as {@code Allow} and {@code Retry-After}.
	 * @param response a response that is not committed
	 * @throws IOException if the client has closed the connection
	 */
	public void writeTo(HttpServletResponse response) throws IOException {
		byte[] body = toJson();
		response.setStatus(this.status);
		response.setContentType(MEDIA_TYPE);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

	private byte[] toJson() {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), body)) {
			json.writeStartObject();
			json.writeStringProperty("type", "about:blank");
			json.writeStringProperty("title", this.title);
			json.writeNumberProperty("status", this.status);
			json.writeStringProperty("detail", this.detail);
			this.members.forEach(json::writeStringProperty);
			json.writeEndObject();
		}
		return body.toByteArray();
	}

}
