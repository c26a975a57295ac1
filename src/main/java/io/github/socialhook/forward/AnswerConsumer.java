package io.github.socialhook.forward;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Reads an answer, and keeps no more than its beginning, however long it is. */
final class AnswerConsumer extends AbstractBinResponseConsumer<Answer> {

	private static final int LONGEST_EXCERPT = 200;

	private static final int BUFFER_SIZE = 4096;

	private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();

	private int status;

	private @Nullable String retryAfter;

	@Override
	protected void start(HttpResponse response, @Nullable ContentType contentType) {
		Header header = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
		this.status = response.getCode();
		this.retryAfter = (header != null) ? header.getValue() : null;
	}

	@Override
	protected int capacityIncrement() {
		return BUFFER_SIZE;
	}

	@Override
	protected void data(ByteBuffer bytes, boolean endOfStream) {
		while (bytes.hasRemaining() && this.beginning.size() < LONGEST_EXCERPT) {
			this.beginning.write(bytes.get());
		}
		bytes.position(bytes.limit());
	}

	@Override
	protected Answer buildResult() {
		String text = this.beginning.toString(StandardCharsets.UTF_8).replaceAll("\\P{Print}+", " ").strip();
		return new Answer(this.status, this.retryAfter, text);
	}

	@Override
	public void informationResponse(HttpResponse response, HttpContext context) {
		// Such as 103: the answer is still to come.
	}

	@Override
	public void releaseResources() {
		this.beginning.reset();
	}

}
