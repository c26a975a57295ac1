package io.github.socialhook.signature;

import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.Source;
import io.github.socialhook.signature.SourceProperties.Mode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The gate before the door: looks at nothing but where a request comes from, and tells
 * those within.
 */
final class SourceFilter extends HttpFilter {

	private static final long serialVersionUID = 1L;

	private static final Log logger = LogFactory.getLog(SourceFilter.class);

	private final transient Endpoints endpoints;

	private final transient SourceCheck check;

	private final transient RequestListener listener;

	private final transient Refuser refuser;

	private final transient UnseenSources unseen;

	private final transient ConcurrentMap<Kind, LogPause> pauses = new ConcurrentHashMap<>();

	SourceFilter(Endpoints endpoints, SourceCheck check, RequestListener listener, Refuser refuser) {
		this.endpoints = endpoints;
		this.check = check;
		this.listener = listener;
		this.refuser = refuser;
		this.unseen = new UnseenSources(check.allowed().published(), System::nanoTime);
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		long started = System.nanoTime();
		Endpoint endpoint = this.endpoints.of(request);
		if (endpoint == null) {
			chain.doFilter(request, response);
			return;
		}
		Origin origin = this.check.proxies().originOf(request);
		Source source = this.check.allowed().sourceOf(origin);
		this.unseen.saw(source);
		HttpServletRequest shown = new ShownRequest(request, origin.shown());
		if (source.equals(Source.STRANGER) && this.check.mode() == Mode.ENFORCE) {
			this.listener.came(source, false);
			this.refuser.refuse(shown, response, endpoint.name(),
					new Verdict.Refused(Refusal.STRANGER, causeOf(origin)), started);
			return;
		}
		try {
			chain.doFilter(shown, response);
		}
		finally {
			boolean genuine = VerifiedRequest.isAttachedTo(request);
			this.listener.came(source, genuine);
			if (source.equals(Source.STRANGER)) {
				report(endpoint.name(), origin, genuine);
			}
		}
	}

	/** Says what would be refused; each kind at most once a minute. */
	private void report(EndpointName endpoint, Origin origin, boolean genuine) {
		Kind kind = new Kind(endpoint, causeOf(origin), genuine);
		long silent = this.pauses.computeIfAbsent(kind, (key) -> new LogPause()).next(System.nanoTime());
		if (silent < 0) {
			return;
		}
		String rest = LogPause.others(silent) + ". " + kind.cause();
		if (genuine) {
			logger.warn("A genuine request to endpoint '" + endpoint + "' came from " + origin.shown()
					+ ", and socialhook.source-ips.mode=enforce would refuse it" + rest);
		}
		else {
			logger.info("A stranger's request to endpoint '" + endpoint + "' came from " + origin.shown() + rest);
		}
	}

	private static String causeOf(Origin origin) {
		return switch (origin) {
			case Origin.Proven proven -> Refusal.STRANGER.cause();
			case Origin.Unproven unproven -> unproven.cause();
		};
	}

	/** All of it from closed sets, so that strangers do not make it many. */
	private record Kind(EndpointName endpoint, String cause, boolean genuine) {
	}

	/** Comes from whom the gate found out. */
	private static final class ShownRequest extends HttpServletRequestWrapper {

		private final String address;

		private ShownRequest(HttpServletRequest request, String address) {
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
