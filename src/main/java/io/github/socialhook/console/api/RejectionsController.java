package io.github.socialhook.console.api;

import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.socialhook.console.operation.Parameters;
import io.github.socialhook.console.operation.RecentRejections;
import io.github.socialhook.console.security.ApiSecurity;
import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Rejection;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists the requests that were rejected, and the reasons. */
@RestController
@RequestMapping(ApiSecurity.PATH + "/v1/rejections")
final class RejectionsController {

	private final RecentRejections rejections;

	RejectionsController(RecentRejections rejections) {
		this.rejections = rejections;
	}

	@GetMapping
	ListResponse<RejectionListItem> list(@RequestParam MultiValueMap<String, String> query) {
		int limit = Parameters.of(query, Set.of("limit")).limit();
		return ListResponse.of(this.rejections.list(limit).stream().map(RejectionListItem::of).toList());
	}

	/**
	 * A rejected request.
	 *
	 * @param at when it was decided
	 * @param endpoint the endpoint it was sent to; null if that is not known
	 * @param outcome how it was answered
	 * @param reason what was wrong with it
	 * @param cause what probably led to that
	 * @param address the network address it came from
	 * @param length the number of bytes that it announced; null if it announced none
	 */
	record RejectionListItem(Instant at, @Nullable String endpoint, String outcome, String reason, String cause,
			String address, @Nullable Long length) {

		/** A proxy may forward any text as an address. */
		private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f:.%]{1,60}");

		private static RejectionListItem of(Rejection rejection) {
			String address = ADDRESS.matcher(rejection.address()).matches() ? rejection.address() : "?";
			EndpointName endpoint = rejection.endpoint();
			return new RejectionListItem(rejection.at(), (endpoint != null) ? endpoint.value() : null,
					rejection.outcome().name(), rejection.reason(), rejection.cause(), address,
					(rejection.length() >= 0) ? rejection.length() : null);
		}

	}

}
