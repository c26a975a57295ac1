package io.github.socialhook.signature;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.log.LogLimit;
import io.github.socialhook.source.CheckedSource;
import io.github.socialhook.source.SourceCheck;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Rejects or reports requests whose source address is not allowed, before anything else
 * of them is looked at.
 */
final class SourceFilter {

	private static final Log logger = LogFactory.getLog(SourceFilter.class);

	private final SourceCheck check;

	private final RequestListener listener;

	private final RejectionHandler rejections;

	private final ConcurrentMap<Kind, LogLimit> throttles = new ConcurrentHashMap<>();

	SourceFilter(SourceCheck check, RequestListener listener, RejectionHandler rejections) {
		this.check = check;
		this.listener = listener;
		this.rejections = rejections;
	}

	boolean isEnabled() {
		return this.check.isEnabled();
	}

	/**
	 * Lets a request through to the next step with the address of the client, or rejects
	 * it.
	 * @param started when it arrived, in the nanoseconds of this machine
	 */
	void filter(HttpServletRequest request, HttpServletResponse response, EndpointName endpoint, long started,
			Next next) throws IOException {
		CheckedSource source = this.check.check(request);
		HttpServletRequest client = new ClientRequest(request, source.address());
		if (source.isStranger() && this.check.isEnforced()) {
			this.listener.came(source.source(), false);
			this.rejections.reject(client, response, endpoint, strangerFrom(source), started);
			return;
		}
		try {
			next.filter(client);
		}
		finally {
			boolean genuine = VerifiedRequest.isAttachedTo(request);
			this.listener.came(source.source(), genuine);
			if (source.isStranger()) {
				report(endpoint, source, genuine);
			}
		}
	}

	/** Logs what would be rejected; each kind at most once a minute. */
	private void report(EndpointName endpoint, CheckedSource source, boolean genuine) {
		Kind kind = new Kind(endpoint, strangerFrom(source).cause(), genuine);
		long suppressed = this.throttles.computeIfAbsent(kind, (key) -> new LogLimit()).acquire();
		if (suppressed < 0) {
			return;
		}
		String rest = LogLimit.describe(suppressed) + ". " + kind.cause();
		if (genuine) {
			logger.warn("A genuine request to endpoint '" + endpoint + "' came from " + source.address()
					+ ", and socialhook.source-ips.mode=enforce would refuse it" + rest);
		}
		else {
			logger.info("A stranger's request to endpoint '" + endpoint + "' came from " + source.address() + rest);
		}
	}

	private static Verdict.Rejected strangerFrom(CheckedSource source) {
		return Verdict.Rejected.because(RejectionReason.STRANGER, source.cause());
	}

	/** Has values of closed sets only, so that strangers cannot create more of them. */
	private record Kind(EndpointName endpoint, String cause, boolean genuine) {
	}

	/** The next step. */
	@FunctionalInterface
	interface Next {

		void filter(HttpServletRequest client) throws IOException;

	}

	/** Has the address of the client instead of that of the nearest proxy. */
	private static final class ClientRequest extends HttpServletRequestWrapper {

		private final String address;

		private ClientRequest(HttpServletRequest request, String address) {
			super(request);
			this.address = address;
		}

		@Override
		public String getRemoteAddr() {
			return this.address;
		}

		@Override
		public String getRemoteHost() {
			return this.address;
		}

	}

}
