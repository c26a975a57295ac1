package io.github.socialhook.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to verify a body, which is what a forgery costs, too. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class VerifyBenchmark {

	private final SignatureVerifier verifier = SignatureVerifier.ofKeys("verify".getBytes(StandardCharsets.US_ASCII));

	@Param({ "550", "100000" })
	private int length;

	private byte[] body = {};

	private String signature = "";

	@Setup
	public void prepare() throws GeneralSecurityException {
		this.body = "x".repeat(this.length).getBytes(StandardCharsets.US_ASCII);
		Mac mac = Mac.getInstance("HmacSHA256");
		mac.init(new SecretKeySpec("verify".getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
		this.signature = Base64.getEncoder().encodeToString(mac.doFinal(this.body));
	}

	@Benchmark
	public boolean verify() {
		return this.verifier.verify(this.signature, this.body);
	}

}
