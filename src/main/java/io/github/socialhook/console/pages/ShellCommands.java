package io.github.socialhook.console.pages;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

import io.github.socialhook.console.security.CurrentUser;
import io.github.socialhook.console.view.VisibleText;
import io.github.socialhook.delivery.DeliveryId;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/** Writes commands of a shell about a delivery. */
final class ShellCommands {

	/** A longer line is too long for a shell, and for a clipboard. */
	private static final int MAX_BYTES = 16 * 1024;

	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9:/.@_-]+");

	private ShellCommands() {
	}

	/**
	 * Signs the delivery and sends it again. The secret is a variable of the shell. Null
	 * where the body cannot be shown as it is.
	 */
	static @Nullable String curl(byte[] bytes, String path) {
		String body = new String(bytes, StandardCharsets.UTF_8);
		boolean exact = Arrays.equals(body.getBytes(StandardCharsets.UTF_8), bytes) && VisibleText.isPlain(body);
		if (bytes.length > MAX_BYTES || !exact) {
			return null;
		}
		return """
				URL=http://localhost:8080%s
				BODY='%s'
				SIGNATURE=$(printf '%%s' "$BODY" | openssl dgst -sha256 -hmac "$SOCIALHOOK_SECRET" -binary | base64)
				curl -i "$URL" -H 'Content-Type: application/json' -H "x-amity-signature: $SIGNATURE" --data-raw "$BODY\""""
			.formatted(path, body.replace("'", "'\\''"));
	}

	/** Fetches the delivery as a test. */
	static String pull(DeliveryId id, HttpServletRequest request) {
		UriComponentsBuilder service = ServletUriComponentsBuilder.fromContextPath(request);
		// Only whoever sends it reads it.
		if ("https".equals(request.getHeader("X-Forwarded-Proto"))) {
			service.scheme("https");
		}
		String user = CurrentUser.name();
		// A user of an OpenID provider has no password for the API.
		return "socialhook pull " + quote(id.value()) + " --as-test --service "
				+ quote(service.build().encode().toString()) + " --user " + (user.contains(":") ? "NAME" : quote(user));
	}

	private static String quote(String text) {
		return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
	}

}
