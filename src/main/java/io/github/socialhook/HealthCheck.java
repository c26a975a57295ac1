package io.github.socialhook;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.NoSuchElementException;

import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Asks the service beside it whether it can accept deliveries, for a container that has
 * no other tool to ask with. Exits with status 0 if so, else with 1. Where nothing else
 * restarts a service that answers no more, it can end it.
 */
public final class HealthCheck {

	private static final Duration TIMEOUT = Duration.ofSeconds(3);

	private HealthCheck() {
	}

	/**
	 * Asks once.
	 * @param args the URL to ask, or the file to which the service has written it
	 * ({@code socialhook.health-file}); without one, readiness at the operations port of
	 * this machine ({@code MANAGEMENT_SERVER_PORT}, or 8081). After the file, how many
	 * times in a row the service may not answer at all before its process is ended; by
	 * default, it never is
	 */
	public static void main(String[] args) {
		String port = System.getenv().getOrDefault("MANAGEMENT_SERVER_PORT", "8081");
		String asked = (args.length > 0) ? args[0] : "http://127.0.0.1:" + port + "/actuator/health/readiness";
		Answer answer = ask(asked);
		if (args.length > 1) {
			new SilentService(Path.of(asked)).note(answer, Integer.parseInt(args[1]));
		}
		System.exit((answer == Answer.READY) ? 0 : 1);
	}

	static boolean isReady(String asked) {
		return ask(asked) == Answer.READY;
	}

	static Answer ask(String asked) {
		try {
			String address = asked.startsWith("http") ? asked : Files.readAllLines(Path.of(asked)).getFirst();
			HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
			connection.setConnectTimeout((int) TIMEOUT.toMillis());
			connection.setReadTimeout((int) TIMEOUT.toMillis());
			if (connection instanceof HttpsURLConnection secured) {
				trustOwnService(secured);
			}
			return (connection.getResponseCode() == 200) ? Answer.READY : Answer.NOT_READY;
		}
		catch (IOException | GeneralSecurityException | IllegalArgumentException | NoSuchElementException ex) {
			// Also while the file is being written.
			return Answer.NONE;
		}
	}

	/**
	 * The certificate is of the name that others know, and nothing secret is sent or
	 * received.
	 */
	private static void trustOwnService(HttpsURLConnection connection) throws GeneralSecurityException {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, new TrustManager[] { new TrustEverything() }, null);
		connection.setSSLSocketFactory(context.getSocketFactory());
		connection.setHostnameVerifier((host, session) -> true);
	}

	/** What a service says, if it says anything. */
	enum Answer {

		READY, NOT_READY, NONE

	}

	private static final class TrustEverything implements X509TrustManager {

		@Override
		public void checkClientTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public void checkServerTrusted(X509Certificate[] chain, String authType) {
		}

		@Override
		public X509Certificate[] getAcceptedIssuers() {
			return new X509Certificate[0];
		}

	}

}
