package io.github.socialhook.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.github.socialhook.endpoint.Endpoint;
import io.github.socialhook.endpoint.EndpointFixture;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** Signatures are verified with the secrets of the moment. */
class EndpointVerifierTests {

	private static final String OLD = "old-Zb7Qk2Vx9LmW4tRc";

	private static final String NEW = "new-Hc5Nd8Ys1PfJ6gUa";

	private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

	private final Endpoint endpoint = EndpointFixture.endpoint("default", "/webhooks", OLD);

	private final EndpointVerifiers verifiers = new EndpointVerifiers(EndpointFixture.endpoints(this.endpoint));

	private final EndpointVerifier verifier = this.verifiers.all().iterator().next();

	@Test
	void acceptsEachSecretThatIsInEffect() throws Exception {
		assertThat(accepts(OLD)).isTrue();
		assertThat(accepts(NEW)).isFalse();
		EndpointFixture.update(this.endpoint, NEW, OLD);
		assertThat(accepts(OLD)).isTrue();
		assertThat(accepts(NEW)).isTrue();
		EndpointFixture.update(this.endpoint, NEW);
		assertThat(accepts(OLD)).isFalse();
		assertThat(accepts(NEW)).isTrue();
	}

	@Test
	void verifiesWithOneListWhileItIsReplaced() throws Exception {
		SignatureVerifier before = this.verifier.current();
		EndpointFixture.update(this.endpoint, NEW);
		assertThat(before.verify(sign(OLD), BODY)).isTrue();
		assertThat(before.verify(sign(NEW), BODY)).isFalse();
	}

	@Test
	void tellsWhichOfSeveralSecretsMadeTheSignature() throws Exception {
		assertThat(this.verifier.current().isRotating()).isFalse();
		EndpointFixture.update(this.endpoint, NEW, OLD);
		assertThat(this.verifier.current().isRotating()).isTrue();
		assertThat(this.verifier.current().secretOf(sign(NEW), BODY)).isZero();
		assertThat(this.verifier.current().secretOf(sign(OLD), BODY)).isEqualTo(1);
		assertThat(this.verifier.current().secretOf(sign("another"), BODY)).isEqualTo(-1);
	}

	@Test
	void keepsTheKeysUntilTheSecretsChange() {
		assertThat(this.verifier.current()).isSameAs(this.verifier.current());
	}

	@Test
	void diagnosesWithTheNewOnes() throws Exception {
		EndpointFixture.update(this.endpoint, NEW);
		assertThat(new Diagnosis(this.verifiers, () -> 0).ofMismatch(this.verifier, sign(NEW + "\n"), BODY))
			.startsWith("It is signed with the configured secret, but with a line break");
	}

	@Test
	void isFoundByThePathAsItWasSent() {
		assertThat(this.verifiers.find(new MockHttpServletRequest("POST", "/webhooks"))).isSameAs(this.verifier);
		for (String path : new String[] { "/webhooks/", "/webhooks;a", "/Webhooks", "/%77ebhooks", "//webhooks",
				"/" }) {
			assertThat(this.verifiers.find(new MockHttpServletRequest("POST", path))).as(path).isNull();
		}
	}

	@Test
	void isFoundUnderTheContextPath() {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/app/webhooks");
		request.setContextPath("/app");
		assertThat(this.verifiers.find(request)).isSameAs(this.verifier);
	}

	private boolean accepts(String secret) throws GeneralSecurityException {
		return this.verifier.current().verify(sign(secret), BODY);
	}

	private static String sign(String secret) throws GeneralSecurityException {
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
		return Base64.getEncoder().encodeToString(mac.doFinal(BODY));
	}

}
