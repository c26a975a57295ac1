package io.github.socialhook.signature;

import java.util.Collection;
import java.util.List;

import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.web.servlet.FilterRegistrationBean;

/**
 * Registers the filter for the endpoints, and warns of filters of the application that
 * run before it: what they refuse is never verified, stored or counted.
 */
final class WebhookFilterRegistration extends FilterRegistrationBean<WebhookFilter> {

	private static final Log logger = LogFactory.getLog(WebhookFilterRegistration.class);

	/** Filters from here pass every request on, apart from those that delegate. */
	private static final List<String> TRUSTED_PACKAGES = List.of("org.springframework.web.filter.",
			"org.springframework.boot.", "io.github.socialhook.telemetry.");

	private static final String DELEGATING = "DelegatingFilterProxy";

	private final Collection<String> paths;

	WebhookFilterRegistration(WebhookFilter filter, Collection<String> paths) {
		super(filter);
		this.paths = paths;
	}

	/** Filters are registered in their order, so those that exist by now run before. */
	@Override
	protected FilterRegistration.Dynamic addRegistration(String description, ServletContext servletContext) {
		servletContext.getFilterRegistrations().forEach(this::check);
		return super.addRegistration(description, servletContext);
	}

	private void check(String name, FilterRegistration filter) {
		if (mayRefuse(filter.getClassName()) && this.paths.stream().anyMatch((path) -> isMapped(filter, path))) {
			logger.warn(
					"The filter '" + name + "' runs before the signature of a webhook is verified. What it refuses or "
							+ "redirects is lost, and neither stored nor counted. Set its order to more than "
							+ getOrder() + ", or exclude these paths from it: " + String.join(", ", this.paths));
		}
	}

	private static boolean mayRefuse(String className) {
		return TRUSTED_PACKAGES.stream().noneMatch(className::startsWith) || className.contains(DELEGATING);
	}

	/** A filter that is mapped to a servlet may be mapped to the one of any path. */
	private static boolean isMapped(FilterRegistration filter, String path) {
		return !filter.getServletNameMappings().isEmpty()
				|| filter.getUrlPatternMappings().stream().anyMatch((pattern) -> matches(pattern, path));
	}

	private static boolean matches(String pattern, String path) {
		if (pattern.endsWith("/*")) {
			String prefix = pattern.substring(0, pattern.length() - 2);
			return path.equals(prefix) || path.startsWith(prefix + "/");
		}
		if (pattern.startsWith("*.")) {
			return path.endsWith(pattern.substring(1));
		}
		return pattern.equals(path);
	}

}
