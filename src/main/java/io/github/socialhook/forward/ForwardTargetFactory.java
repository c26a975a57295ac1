package io.github.socialhook.forward;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.source.AddressRange;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** Creates the targets from the configuration and rejects invalid ones. */
final class ForwardTargetFactory {

	private static final Log logger = LogFactory.getLog(ForwardTargetFactory.class);

	private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");

	private static final String NEW_SECRET = "Set %s.secret to 'whsec_' and the Base64 of 24 to 64 random bytes: "
			+ "echo \"whsec_$(openssl rand -base64 32)\".";

	private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

	private final String setting;

	private final ForwardProperties.Target properties;

	/**
	 * Creates a factory.
	 * @param setting the name of the entry in the configuration
	 * @param properties the entry
	 */
	ForwardTargetFactory(String setting, ForwardProperties.Target properties) {
		this.setting = setting;
		this.properties = properties;
	}

	/**
	 * Creates the target.
	 * @param files reads its secrets again; absent if they cannot change
	 * @throws InvalidConfigurationException if the entry is invalid
	 */
	ForwardTarget create(@Nullable Supplier<List<String>> files) {
		String name = this.properties.name();
		if (!NAME.matcher(name).matches()) {
			throw invalid("has the name '" + name + "'",
					"Set " + this.setting + ".name to lower case letters, digits and hyphens, such as 'crm'.");
		}
		return new ForwardTarget(name, url(), new SigningSecrets(name, secrets(), files), this.properties.cloudEvents(),
				new AddressPolicy(this.properties.allow().stream().map(this::range).toList()), timeout());
	}

	private Duration timeout() {
		Duration timeout = this.properties.timeout();
		if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
			throw invalid("has the timeout " + timeout + ", which is not from 1 ms to 1 h",
					"Set " + this.setting + ".timeout to a duration such as 15s.");
		}
		return timeout;
	}

	private URI url() {
		URI url = parse(this.properties.url());
		boolean secure = url != null && "https".equalsIgnoreCase(url.getScheme());
		if (url == null || url.getHost() == null || url.getUserInfo() != null || url.getFragment() != null
				|| (!secure && !"http".equalsIgnoreCase(url.getScheme()))) {
			// The text may hold a token.
			throw invalid("has no URL to send to, or one that cannot be used",
					"Set " + this.setting + ".url to an absolute URL with http or https, and without user or fragment, "
							+ "such as https://crm.example.com/webhooks.");
		}
		if (!secure && this.properties.allow().isEmpty()) {
			logger.warn("The forward target '" + this.properties.name()
					+ "' has a URL without TLS, so what is sent can " + "be read in transit");
		}
		return url;
	}

	private static @Nullable URI parse(String text) {
		try {
			return new URI(text.strip());
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	private List<SigningSecret> secrets() {
		List<SigningSecret> secrets;
		try {
			secrets = SigningSecrets.parse(this.properties.secret().stream().map(Confidential::text).toList());
		}
		catch (IllegalArgumentException ex) {
			throw invalid("has a secret that " + ex.getMessage(), NEW_SECRET.formatted(this.setting));
		}
		if (secrets.isEmpty()) {
			throw invalid("has no secret, so that the service could not verify what it gets",
					NEW_SECRET.formatted(this.setting));
		}
		return secrets;
	}

	private AddressRange range(String text) {
		try {
			return AddressRange.parse(text);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("allows '" + text + "', which " + ex.getMessage(), "Write a single address such as 10.1.2.3 "
					+ "or fd00::7, or a range such as 10.1.2.0/24, under " + this.setting + ".allow.");
		}
	}

	private InvalidConfigurationException invalid(String problem, String action) {
		String name = this.properties.name();
		String target = NAME.matcher(name).matches() ? " '" + name + "' (" + this.setting + ")" : " " + this.setting;
		return new InvalidConfigurationException("The forward target" + target + " " + problem + ".", action);
	}

}
