package io.github.socialhook.console;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Verifies a password once and then knows it for a while, because bcrypt is slow on
 * purpose and every call brings the password along. What it knows is a digest under a key
 * of this process. Of what it does not know it looks at so much, so that nobody can keep
 * the processors busy with wrong passwords.
 */
final class RememberedLogins implements AuthenticationManager {

	static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);

	private static final int MOST_REMEMBERED = 200;

	private static final String ALGORITHM = "HmacSHA256";

	private final AuthenticationManager verifier;

	private final LongSupplier nanos;

	private final FailedLogins failed;

	private final SecretKeySpec key;

	private final Map<ByteBuffer, Known> known = new LinkedHashMap<>();

	RememberedLogins(AuthenticationManager verifier, LongSupplier nanos) {
		this.verifier = verifier;
		this.nanos = nanos;
		this.failed = new FailedLogins(nanos);
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		this.key = new SecretKeySpec(random, ALGORITHM);
	}

	@Override
	public Authentication authenticate(Authentication login) throws AuthenticationException {
		ByteBuffer digest = digest(login);
		Authentication remembered = find(digest);
		if (remembered != null) {
			return remembered;
		}
		String address = addressOf(login);
		if (!this.failed.take(address)) {
			throw new TooManyLoginsException();
		}
		Authentication verified = this.verifier.authenticate(login);
		this.failed.giveBack(address);
		remember(digest, verified);
		return verified;
	}

	private static String addressOf(Authentication login) {
		return (login.getDetails() instanceof WebAuthenticationDetails details)
				? String.valueOf(details.getRemoteAddress()) : "";
	}

	private synchronized @Nullable Authentication find(ByteBuffer digest) {
		Known found = this.known.get(digest);
		if (found == null || this.nanos.getAsLong() - found.sinceNanos() > REMEMBERED_FOR.toNanos()) {
			return null;
		}
		return UsernamePasswordAuthenticationToken.authenticated(found.principal(), null, found.authorities());
	}

	private synchronized void remember(ByteBuffer digest, Authentication verified) {
		this.known.remove(digest);
		if (this.known.size() == MOST_REMEMBERED) {
			this.known.remove(this.known.keySet().iterator().next());
		}
		this.known.put(digest, new Known(Objects.requireNonNull(verified.getPrincipal()), verified.getAuthorities(),
				this.nanos.getAsLong()));
	}

	/** The length of the name keeps it apart from the password. */
	private ByteBuffer digest(Authentication login) {
		byte[] name = login.getName().getBytes(StandardCharsets.UTF_8);
		try {
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(this.key);
			mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
			mac.update(name);
			mac.update(String.valueOf(login.getCredentials()).getBytes(StandardCharsets.UTF_8));
			return ByteBuffer.wrap(mac.doFinal());
		}
		catch (GeneralSecurityException ex) {
			// Every Java platform is required to support HmacSHA256.
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A login that was verified.
	 *
	 * @param principal who it is
	 * @param authorities what that may do
	 * @param sinceNanos when it was verified
	 */
	private record Known(Object principal, Collection<? extends GrantedAuthority> authorities, long sinceNanos) {

	}

}
