package io.github.socialhook.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.socialhook.event.SocialEvent;
import tools.jackson.databind.json.JsonMapper;

/** Distinct requests, signed beforehand, in a file with lines of one length. */
final class Requests {

	/** Of every process under test. */
	static final String SECRET = "9f2c1d7be04a4c6f8a53";

	private static final int SUBJECTS = 10_000;

	private static final int LINE = 760;

	private final Path file;

	private final String path;

	private final String header;

	private final long count;

	private final boolean again;

	private final AtomicLong used = new AtomicLong();

	private Requests(Path file, String path, String header, long count, boolean again) {
		this.file = file;
		this.path = path;
		this.header = header;
		this.count = count;
		this.again = again;
	}

	/**
	 * Three samples of Social+ of about 550 bytes in turn, about ten thousand subjects.
	 */
	static Requests ofSocialPlus(Path folder, long count) throws IOException {
		List<String> samples = Stream.of("example-delivery", "channel.didClose", "user.profileReset")
			.map(Requests::sample)
			.toList();
		return write(folder.resolve("socialplus.txt"), "/webhooks", "x-amity-signature", count, samples);
	}

	/** What the peer receives: messages of the same length. */
	static Requests ofLine(Path folder, long count) throws IOException {
		String sample = """
				{"destination":"U0123456789abcdef0123456789abcdef","events":[{"type":"message","message":{"type":"text",\
				"id":"SERIAL","quoteToken":"q3Plxr4AgKd6tHk1AbC","text":"TEXT"},"timestamp":1774279800000,"source":{\
				"type":"group","groupId":"SUBJECT","userId":"U8189cf6745fc0d808977bdb0b9f22995"},"replyToken":\
				"757913772c4646b784d4b7ce46d12671","mode":"active","webhookEventId":"01FZ74A0TDDPYRVKNKSERIAL",\
				"deliveryContext":{"isRedelivery":false}}]}""";
		return write(folder.resolve("line.txt"), "/callback", "x-line-signature", count,
				List.of(sample.replace("TEXT", "Meet at the north trailhead at 7? ".repeat(3))));
	}

	private static String sample(String name) {
		try (InputStream file = Objects
			.requireNonNull(SocialEvent.class.getResourceAsStream("samples/" + name + ".json"), name)) {
			return JsonMapper.shared()
				.readTree(file)
				.toString()
				.replace("testWebhook", "SUBJECT")
				.replace("trail-club-chat", "SUBJECT")
				.replace("omar.haddad", "SUBJECT")
				.replace("\"lastActivity\":\"2018-11-30T09:35:23.816Z\"", "\"lastActivity\":\"SERIAL\"")
				.replace("b220ee2eb110e04999d6aaa4", "SERIAL")
				.replace("e16aaaffd2ebcaaf60f0cb03", "SERIAL");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Requests write(Path file, String path, String header, long count, List<String> samples)
			throws IOException {
		if (!Files.exists(file) || Files.size(file) != count * LINE) {
			byte[] line = new byte[LINE];
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
				for (long i = 0; i < count; i++) {
					byte[] body = body(samples, i);
					byte[] head = String.format(Locale.ROOT, "%s %07d ", sign(body), body.length)
						.getBytes(StandardCharsets.US_ASCII);
					Arrays.fill(line, (byte) ' ');
					System.arraycopy(head, 0, line, 0, head.length);
					System.arraycopy(body, 0, line, head.length, body.length);
					line[LINE - 1] = '\n';
					out.write(line);
				}
			}
		}
		return new Requests(file, path, header, count, false);
	}

	private static byte[] body(List<String> samples, long serial) {
		return samples.get((int) (serial % samples.size()))
			.replace("SUBJECT", "subject-" + serial % SUBJECTS)
			.replace("SERIAL", String.format(Locale.ROOT, "%012d", serial))
			.getBytes(StandardCharsets.UTF_8);
	}

	private static String sign(byte[] body) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
			return Base64.getEncoder().encodeToString(mac.doFinal(body));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The same requests, none of which was sent so far. */
	Requests fromTheStart() {
		return new Requests(this.file, this.path, this.header, this.count, false);
	}

	/** The same requests, for who stores none of them, so that they may be sent again. */
	Requests overAndOver() {
		return new Requests(this.file, this.path, this.header, this.count, true);
	}

	/** The arguments of {@code wrk.lua}. */
	List<String> arguments() {
		return List.of(this.file.toString(), String.valueOf(LINE), String.valueOf(this.used.get()), this.path,
				this.header, this.again ? "again" : "once");
	}

	/** Notes that so many more were sent. */
	void used(long requests) {
		this.used.updateAndGet((before) -> this.again ? (before + requests) % this.count : before + requests);
	}

	/** Starts over where fewer than this are left: they will be sent again. */
	void startOverUnlessLeft(long requests) {
		if (this.count - this.used.get() < requests) {
			this.used.set(0);
		}
	}

	Reader reader() throws IOException {
		return new Reader();
	}

	/** Hands out what was not sent so far, to one after the other. */
	final class Reader implements AutoCloseable {

		private final InputStream in;

		private Reader() throws IOException {
			this.in = Files.newInputStream(Requests.this.file);
			this.in.skipNBytes(Requests.this.used.get() * LINE);
		}

		byte[] next() throws IOException {
			byte[] line = new byte[LINE];
			synchronized (this) {
				if (this.in.readNBytes(line, 0, LINE) < LINE) {
					throw new IOException("The file of requests is used up");
				}
			}
			used(1);
			int length = Integer.parseInt(new String(line, 45, 7, StandardCharsets.US_ASCII));
			byte[] head = ("POST " + Requests.this.path + " HTTP/1.1\r\nHost: localhost\r\n"
					+ "Content-Type: application/json\r\n" + Requests.this.header + ": "
					+ new String(line, 0, 44, StandardCharsets.US_ASCII) + "\r\nContent-Length: " + length + "\r\n\r\n")
				.getBytes(StandardCharsets.US_ASCII);
			byte[] request = Arrays.copyOf(head, head.length + length);
			System.arraycopy(line, 53, request, head.length, length);
			return request;
		}

		@Override
		public void close() throws IOException {
			this.in.close();
		}

	}

}
