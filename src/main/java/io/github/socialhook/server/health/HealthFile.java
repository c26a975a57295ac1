package io.github.socialhook.server.health;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

/**
 * Writes the URL of the readiness probe and the number of the process to a file as soon
 * as the operations port is open, for a health check in the same container that knows
 * none of the settings.
 */
final class HealthFile implements ApplicationListener<WebServerInitializedEvent> {

	private static final Log logger = LogFactory.getLog(HealthFile.class);

	private final Path file;

	HealthFile(Path file) {
		this.file = file;
	}

	@Override
	public void onApplicationEvent(WebServerInitializedEvent event) {
		if (!WebServerApplicationContext.hasServerNamespace(event.getApplicationContext(), "management")) {
			return;
		}
		try {
			Files.writeString(this.file, readiness(event.getApplicationContext(), event.getWebServer().getPort()) + "\n"
					+ ProcessHandle.current().pid() + "\n");
		}
		catch (IOException ex) {
			logger.warn("The URL for health checks cannot be written to " + this.file
					+ ", so they may ask at the wrong address: " + ex);
		}
	}

	private static String readiness(ApplicationContext context, int port) {
		ManagementServerProperties server = context.getBean(ManagementServerProperties.class);
		String path = context.getBean(PathMappedEndpoints.class).getPath(EndpointId.of("health"));
		String basePath = (server.getBasePath() != null) ? server.getBasePath() : "";
		return (Ssl.isEnabled(server.getSsl()) ? "https" : "http") + "://" + host(server.getAddress()) + ":" + port
				+ basePath + path + "/readiness";
	}

	private static String host(@Nullable InetAddress address) {
		if (address == null || address.isAnyLocalAddress()) {
			return "localhost";
		}
		String host = address.getHostAddress();
		return host.contains(":") ? "[" + host + "]" : host;
	}

}
