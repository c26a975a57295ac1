package io.github.socialhook;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/**
 * Asks the service beside it whether it can accept deliveries, for a container that has
 * no other tool to ask with. Exits with status 0 if so, else with 1.
 */
public final class HealthCheck {

	private static final Duration TIMEOUT = Duration.ofSeconds(3);

	private HealthCheck() {
	}

	/**
	 * Asks once.
	 * @param args the address to ask; without one, readiness at the operations port of
	 * this machine ({@code MANAGEMENT_SERVER_PORT}, or 8081)
	 */
	public static void main(String[] args) {
		String port = System.getenv().getOrDefault("MANAGEMENT_SERVER_PORT", "8081");
		String address = (args.length > 0) ? args[0] : "http://127.0.0.1:" + port + "/actuator/health/readiness";
		System.exit(isReady(URI.create(address)) ? 0 : 1);
	}

	static boolean isReady(URI address) {
		try {
			HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
			connection.setConnectTimeout((int) TIMEOUT.toMillis());
			connection.setReadTimeout((int) TIMEOUT.toMillis());
			return connection.getResponseCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
