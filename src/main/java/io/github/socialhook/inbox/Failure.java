package io.github.socialhook.inbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why an attempt failed, for the person who looks at it.
 *
 * @param type the class of the exception
 * @param message what it said; empty if nothing
 * @param trace the head of its stack trace; empty if there is none
 */
public record Failure(String type, String message, String trace) {

	/** How a signature is written. */
	public static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{16}");

	private static final int BYTES = 8;

	private static final int LONGEST_MESSAGE = 300;

	private static final int FRAMES = 2;

	/** What is in quotes, and every word with a digit: ids, numbers, times, addresses. */
	private static final Pattern VARYING = Pattern
		.compile("'[^']{0,200}'|\"[^\"]{0,200}\"|[\\p{L}_-]{0,60}\\p{Nd}[\\p{L}\\p{Nd}_.:+-]{0,200}");

	/**
	 * A frame of code that is neither the platform nor a library that called the handler.
	 */
	private static final Pattern FRAME = Pattern
		.compile("\\s*at (?:[^\\s/]{1,100}/)?(?!java\\.|javax\\.|jdk\\.|sun\\.|org\\.springframework\\."
				+ "|io\\.github\\.socialhook\\.(?!app\\.))([\\w.$<>]{1,300})\\(.{0,300}");

	/**
	 * Returns what failures with the same error have in common: the type of the
	 * exception, its message without what differs from one delivery to the next, and the
	 * place in the code of the handler.
	 * @return 16 hexadecimal digits
	 */
	public String signature() {
		String start = this.message.substring(0, Math.min(this.message.length(), LONGEST_MESSAGE));
		String text = this.type + "\n" + VARYING.matcher(start).replaceAll("#") + "\n" + place(this.trace);
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest, 0, BYTES);
		}
		catch (NoSuchAlgorithmException ex) {
			// Every Java platform is required to support SHA-256.
			throw new IllegalStateException(ex);
		}
	}

	/** Without the numbers of lines, which change with every release. */
	private static String place(String trace) {
		return trace.lines()
			.map(FRAME::matcher)
			.filter((frame) -> frame.matches())
			.map((frame) -> frame.group(1))
			.limit(FRAMES)
			.collect(Collectors.joining("\n"));
	}

}
