package io.github.socialhook.console.pages;

/** Says what to do about a rejected request. */
final class Advice {

	private static final String NOTHING = "Nothing, if you do not know the address.";

	private Advice() {
	}

	/** Returns a sentence for the name of a reason. */
	static String of(String reason) {
		return switch (reason) {
			case "NOT_FOUND" -> "If it is from Social+, correct the URL in the Social+ console: Setup shows the paths.";
			case "STRANGER" ->
				"If it is from Social+, compare its published addresses with socialhook.source-ips, and check trusted-proxies.";
			case "WRONG_SIGNATURE" ->
				"If it is from Social+, copy the secret of this URL from the Social+ console again, and check that no proxy "
						+ "changes the body.";
			case "MALFORMED_SIGNATURE", "NO_SIGNATURE", "SEVERAL_SIGNATURES" ->
				"If it is from Social+, check that the proxy forwards the header x-amity-signature once and unchanged.";
			case "WRONG_METHOD" -> "If it is a health check, let it call /actuator/health on the operations port.";
			case "TOO_LARGE" -> "If it is from Social+, raise socialhook.max-body-size.";
			case "TOO_SLOW", "SLOW_HEAD", "BROKEN_BODY", "BROKEN_OFF" ->
				"If it is from Social+, look for the delay between the proxy and this instance.";
			case "WRONG_TYPE", "ENCODED_BODY" ->
				"If it is from Social+, let the proxy forward the body and its headers unchanged.";
			case "NO_ROOM" -> "If it happens often, give the process more memory or run another instance.";
			case "STOPPING" -> "Remove the instance from the load balancer before you stop it.";
			case "FAILED" -> "Look for the error in the log.";
			case "TLS", "PROXY_PROTOCOL", "HTTP_2", "HOST", "TARGET", "LENGTH", "CHUNKS_IN_HTTP_1_0", "NO_LENGTH",
					"HEAD_TOO_LARGE", "TOO_MANY_HEADERS", "MALFORMED_HEADER", "EXPECTATION" ->
				"If it comes through your proxy, change the setting that the finding names. Otherwise nothing.";
			default -> NOTHING;
		};
	}

}
