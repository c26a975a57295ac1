package io.github.socialhook.signature;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.github.socialhook.delivery.EndpointName;
import io.github.socialhook.delivery.Rejection;
import io.github.socialhook.delivery.RequestListener;
import io.github.socialhook.delivery.RequestOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RejectionHandlerTests {

	private final List<Rejection> rejections = new ArrayList<>();

	@ParameterizedTest
	@CsvSource({ "192.0.2.7, 192.0.2.7", "::ffff:192.0.2.7, 192.0.2.7", "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
			"<written by a stranger>, ?", "'', ?" })
	void showsAnAddressAndNothingElse(String address, String shown, CapturedOutput output) throws IOException {
		reject(address);
		assertThat(output).contains("Refused a request to endpoint 'default' from " + shown + ": 401 NO_SIGNATURE");
		assertThat(this.rejections).singleElement().extracting(Rejection::address).isEqualTo(shown);
	}

	@Test
	void isNotTroubledByOneWithoutAnAddress() throws IOException {
		reject(null);
		assertThat(this.rejections).singleElement().extracting(Rejection::address).isEqualTo("?");
	}

	private void reject(String address) throws IOException {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setRemoteAddr(address);
		MockHttpServletResponse response = new MockHttpServletResponse();
		new RejectionHandler(new Recorder(), InstantSource.system()).reject(request, response, EndpointName.DEFAULT,
				new Verdict.Rejected(RejectionReason.NO_SIGNATURE), System.nanoTime());
		assertThat(response.getStatus()).isEqualTo(401);
	}

	/** Keeps what it is told. */
	private final class Recorder implements RequestListener {

		@Override
		public void answered(EndpointName endpoint, RequestOutcome outcome, Duration elapsed) {
		}

		@Override
		public void rejected(Rejection rejection) {
			RejectionHandlerTests.this.rejections.add(rejection);
		}

	}

}
