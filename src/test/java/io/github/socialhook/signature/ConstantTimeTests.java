package io.github.socialhook.signature;

import java.security.MessageDigest;
import java.util.Set;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The time of a refusal does not tell how much of a signature was right: by construction.
 */
class ConstantTimeTests {

	private final JavaClass verifier = new ClassFileImporter().importClass(SignatureVerifier.class);

	@ParameterizedTest
	@ValueSource(strings = { "secretOf", "matches" })
	void comparesAsTheJdkSaysThatSecretsAreCompared(String method) {
		Set<String> calls = this.verifier.getMethodCallsFromSelf()
			.stream()
			.filter((call) -> call.getOrigin().getName().equals(method))
			.map((call) -> call.getTarget().getOwner().getName() + "." + call.getTarget().getName())
			.collect(Collectors.toSet());
		assertThat(calls).contains(MessageDigest.class.getName() + ".isEqual");
	}

	@Test
	void comparesInNoOtherWay() {
		assertThat(this.verifier.getMethodCallsFromSelf())
			.extracting((JavaMethodCall call) -> call.getTarget().getName())
			.doesNotContain("equals", "equalsIgnoreCase", "contentEquals", "regionMatches", "startsWith", "compareTo",
					"compare", "mismatch", "deepEquals", "hashCode", "indexOf", "contains", "anyMatch");
	}

}
