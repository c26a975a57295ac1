package io.github.socialhook.source;

import java.util.List;

import io.github.socialhook.delivery.Source;
import io.github.socialhook.source.SourceProperties.Mode;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Determines where requests come from, as {@code socialhook.source-ips} configures it.
 */
public final class SourceCheck {

	private final Mode mode;

	private final AllowedSources allowed;

	private final TrustedProxies proxies;

	private final UnseenSources unseen;

	private final LastHop lastHop = new LastHop();

	SourceCheck(Mode mode, AllowedSources allowed, TrustedProxies proxies) {
		this.mode = mode;
		this.allowed = allowed;
		this.proxies = proxies;
		this.unseen = new UnseenSources(allowed.published(), System::nanoTime);
	}

	/**
	 * Whether sources are to be checked at all.
	 * @return false if the mode is {@code off}
	 */
	public boolean isEnabled() {
		return this.mode != Mode.OFF;
	}

	/**
	 * Whether requests of strangers are to be rejected.
	 * @return true if the mode is {@code enforce}
	 */
	public boolean isEnforced() {
		return this.mode == Mode.ENFORCE;
	}

	/**
	 * Returns the addresses of Social+ that requests are expected from.
	 * @return one source for each published address of the configured regions
	 */
	public List<Source> expected() {
		return this.allowed.published();
	}

	/**
	 * Determines the source of a request.
	 * @param request any request
	 * @return its source
	 */
	public CheckedSource check(HttpServletRequest request) {
		ClientAddress client = this.proxies.clientOf(request);
		Source source = this.allowed.sourceOf(client);
		this.unseen.markSeen(source);
		return new CheckedSource(source, client.display(), causeOf(request, client, source));
	}

	private @Nullable String causeOf(HttpServletRequest request, ClientAddress client, Source source) {
		if (client instanceof ClientAddress.Unresolved(String display, String cause)) {
			return cause;
		}
		if (!source.equals(Source.STRANGER) || !hasHopsBefore(request)
				|| client.display().equals(IpAddress.canonical(request.getRemoteAddr()))) {
			this.lastHop.end();
			return null;
		}
		return this.lastHop.isRepeated(client.display()) ? LastHop.CAUSE : null;
	}

	private static boolean hasHopsBefore(HttpServletRequest request) {
		String hops = request.getHeader("X-Forwarded-For");
		return hops != null && hops.indexOf(',') >= 0;
	}

}
