package io.github.socialhook.console.operation;

import java.util.Arrays;

import io.github.socialhook.delivery.DeliveryId;
import io.github.socialhook.redaction.Redaction;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers with the body of a delivery. */
public final class BodyDownload {

	/** Says that parts of the body are masked, so that it is not what was signed. */
	public static final String MASKED = "Socialhook-Redacted";

	private BodyDownload() {
	}

	/**
	 * Answers with a body, as an attachment, because a browser must not run what a sender
	 * has written.
	 * @param id the id of the delivery
	 * @param body the bytes as they arrived
	 * @param redaction masks parts of them
	 * @return the response
	 */
	public static ResponseEntity<byte[]> of(DeliveryId id, byte[] body, Redaction redaction) {
		byte[] shown = redaction.mask(body);
		ResponseEntity.BodyBuilder response = ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"delivery-" + id + ".json\"");
		return (Arrays.equals(shown, body) ? response : response.header(MASKED, "true")).body(shown);
	}

}
