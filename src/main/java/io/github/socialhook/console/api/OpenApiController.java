package io.github.socialhook.console.api;

import java.io.IOException;
import java.io.UncheckedIOException;

import io.github.socialhook.console.security.ApiSecurity;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the OpenAPI description of the API. The description is a file, and tests compare
 * it with the API, so that nothing has to be generated at a start.
 */
@RestController
final class OpenApiController {

	private final ClassPathResource description = new ClassPathResource("openapi.json", OpenApiController.class);

	@GetMapping(ApiSecurity.PATH + "/v1/openapi.json")
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
