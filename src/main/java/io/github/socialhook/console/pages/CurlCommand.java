package io.github.socialhook.console.pages;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.github.socialhook.console.view.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * Writes a delivery as commands of a shell that sign it and send it again. The secret is
 * a variable of that shell.
 */
final class CurlCommand {

	/** A longer line is too long for a shell, and for a clipboard. */
	private static final int MAX_BYTES = 16 * 1024;

	private CurlCommand() {
	}

	/** Returns the commands; null where the body cannot be shown as it is. */
	static @Nullable String of(byte[] bytes, String path) {
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

}
