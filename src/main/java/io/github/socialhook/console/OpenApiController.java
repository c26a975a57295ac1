package io.github.socialhook.console;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows the description of the API. It is kept by hand, and tests hold it in step with
 * the API, so that a start has nothing to find out.
 */
@RestController
final class OpenApiController {

	private final ClassPathResource description = new ClassPathResource("openapi.json", OpenApiController.class);

	@GetMapping(ApiDoor.PATH + "/v1/openapi.json")
	ResponseEntity<byte[]> show() {
		try {
			return ResponseEntity.ok()
				.contentType(MediaType.APPLICATION_JSON)
				.body(this.description.getContentAsByteArray());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
