package io.github.socialhook.console.api;

import io.github.socialhook.console.operation.TestEvents;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.console.security.CurrentUser;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tests the endpoints. */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1/endpoints")
final class EndpointsController {

	private final TestEvents events;

	EndpointsController(TestEvents events) {
		this.events = events;
	}

	@PostMapping("/{name}/test")
	TestResponse test(@PathVariable String name) {
		TestEvents.Result result = this.events.send(CurrentUser.name(), name);
		return new TestResponse(name, result.status(), result.millis(),
				(result.id() != null) ? result.id().value() : null);
	}

	/**
	 * How a test event was answered.
	 *
	 * @param endpoint the name of the endpoint
	 * @param status the status code
	 * @param millis how long it took
	 * @param id the id of the delivery; null if it was not stored, or is in the spill
	 */
	record TestResponse(String endpoint, int status, long millis, @Nullable String id) implements ApiResponse {

	}

}
