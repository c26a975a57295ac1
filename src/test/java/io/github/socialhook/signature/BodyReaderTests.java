package io.github.socialhook.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BodyReaderTests {

	private static final int LIMIT = 100_000;

	private static final int MEMORY = 250_000;

	private static final int UNKNOWN = -1;

	private final BodyMemory memory = new BodyMemory(MEMORY);

	private final BodyReader reader = new BodyReader(LIMIT, Duration.ofSeconds(5), this.memory);

	@AfterEach
	void hasGivenAllMemoryBack() {
		assertThat(this.memory.available()).isEqualTo(MEMORY);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 8191, 8192, 8193, 16384, 50_000, LIMIT })
	void readsBodyOfAnySizeUpToTheLimit(int size) {
		byte[] bytes = new byte[size];
		Arrays.fill(bytes, (byte) 'a');
		assertThat(read(size, new ByteArrayInputStream(bytes))).isEqualTo(bytes);
		assertThat(read(UNKNOWN, new ByteArrayInputStream(bytes))).isEqualTo(bytes);
	}

	@Test
	void refusesBodyOverTheLimitWithoutReadingOn() {
		InputStream endless = new Endless();
		assertThat(this.reader.isTooLarge(request(LIMIT + 1, endless))).isTrue();
		assertThat(this.reader.isTooLarge(request(LIMIT, endless))).isFalse();
		assertThat(rejection(request(UNKNOWN, endless))).isEqualTo(RejectionReason.TOO_LARGE);
	}

	@Test
	void refusesBodyThatEndsTooEarly() {
		assertThat(rejection(request(11, new ByteArrayInputStream(new byte[10]))))
			.isEqualTo(RejectionReason.BROKEN_BODY);
		assertThat(rejection(request(LIMIT, new ByteArrayInputStream(new byte[50_000]))))
			.isEqualTo(RejectionReason.BROKEN_BODY);
	}

	@Test
	void refusesBodyThatCannotBeRead() {
		assertThat(rejection(request(10, failing(new IOException())))).isEqualTo(RejectionReason.BROKEN_BODY);
		assertThat(rejection(request(10, failing(new SocketTimeoutException())))).isEqualTo(RejectionReason.TOO_SLOW);
	}

	@Test
	void refusesBodyThatTakesTooLong() {
		BodyReader hasty = new BodyReader(LIMIT, Duration.ZERO, this.memory);
		assertThat(hasty.read(request(10, new Endless())))
			.isEqualTo(new BodyReader.Body.Rejected(RejectionReason.TOO_SLOW));
	}

	@Test
	void refusesBodyForWhichOthersHaveLeftNoRoom() {
		BodyReader.Body first = this.reader.read(request(LIMIT, new Endless()));
		BodyReader.Body second = this.reader.read(request(LIMIT, new Endless()));
		assertThat(rejection(request(LIMIT, new Endless()))).isEqualTo(RejectionReason.NO_ROOM);
		assertThat(read(50_000, new Endless())).hasSize(50_000);
		assertThat(rejection(request(90_000, new Endless()))).isEqualTo(RejectionReason.NO_ROOM);
		this.reader.release(first);
		assertThat(read(LIMIT, new Endless())).hasSize(LIMIT);
		this.reader.release(second);
	}

	@Test
	void hasAlwaysRoomForAnOrdinaryBody() {
		BodyReader crowded = new BodyReader(LIMIT, Duration.ofSeconds(5), new BodyMemory(0));
		assertThat(crowded.read(request(8192, new Endless()))).isInstanceOf(BodyReader.Body.Complete.class);
		assertThat(crowded.read(request(8193, new Endless())))
			.isEqualTo(new BodyReader.Body.Rejected(RejectionReason.NO_ROOM));
	}

	@Test
	void takesNoRoomForWhatIsOnlyPromised() {
		HttpServletRequest request = request(LIMIT, new InputStream() {

			@Override
			public int read() {
				assertThat(BodyReaderTests.this.memory.available()).isGreaterThan(MEMORY - 10_000);
				return -1;
			}

		});
		assertThat(rejection(request)).isEqualTo(RejectionReason.BROKEN_BODY);
	}

	@Test
	void givesMemoryBackWhateverHappens() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> this.reader.read(request(10, failing(new IllegalStateException()))));
	}

	private byte[] read(int length, InputStream input) {
		BodyReader.Body body = this.reader.read(request(length, input));
		this.reader.release(body);
		return ((BodyReader.Body.Complete) body).bytes();
	}

	private RejectionReason rejection(HttpServletRequest request) {
		return ((BodyReader.Body.Rejected) this.reader.read(request)).reason();
	}

	private static HttpServletRequest request(int length, InputStream input) {
		return new MockHttpServletRequest() {

			@Override
			public long getContentLengthLong() {
				return length;
			}

			@Override
			public ServletInputStream getInputStream() {
				return new DelegatingServletInputStream(input);
			}

		};
	}

	private static InputStream failing(Exception failure) {
		return new InputStream() {

			@Override
			public int read() throws IOException {
				if (failure instanceof IOException ex) {
					throw ex;
				}
				throw (RuntimeException) failure;
			}

		};
	}

	/** A body without an end. */
	private static final class Endless extends InputStream {

		@Override
		public int read() {
			return 'a';
		}

	}

}
