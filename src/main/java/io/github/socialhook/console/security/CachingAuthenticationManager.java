package io.github.socialhook.console.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
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
 * Caches successful authentications, because bcrypt is slow on purpose and every request
 * carries the password. The keys of the cache are message authentication codes under a
 * random key of this process. Failed authentications are limited, so that no one can keep
 * the processors busy with wrong passwords.
 */
final class CachingAuthenticationManager implements AuthenticationManager {

	static final Duration TIME_TO_LIVE = Duration.ofMinutes(5);

	private static final int MAX_SIZE = 200;

	private static final int MAX_IN_FLIGHT = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

	private static final String ALGORITHM = "HmacSHA256";

	private final AuthenticationManager verifier;

	private final LongSupplier nanos;

	private final BiConsumer<String, String> failures;

	private final FailedLoginLimiter limiter;

	/** Logins that are being verified. Others wait, because they may well be correct. */
	private final Semaphore inFlight = new Semaphore(MAX_IN_FLIGHT, true);

	private final SecretKeySpec key;

	private final Map<ByteBuffer, CachedLogin> cache = new LinkedHashMap<>();

	CachingAuthenticationManager(AuthenticationManager verifier, LongSupplier nanos) {
		this(verifier, nanos, (name, address) -> {
		});
	}

	/**
	 * Creates a manager.
	 * @param failures receives the name and the address of each log-in that failed
	 */
	CachingAuthenticationManager(AuthenticationManager verifier, LongSupplier nanos,
			BiConsumer<String, String> failures) {
		this.failures = failures;
		this.verifier = verifier;
		this.nanos = nanos;
		this.limiter = new FailedLoginLimiter(nanos);
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		this.key = new SecretKeySpec(random, ALGORITHM);
	}

	@Override
	public Authentication authenticate(Authentication login) throws AuthenticationException {
		try {
			return authenticateInTurn(login);
		}
		catch (TooManyFailedLoginsException ex) {
			throw ex;
		}
		catch (AuthenticationException ex) {
			this.failures.accept(login.getName(), addressOf(login));
			throw ex;
		}
	}

	private Authentication authenticateInTurn(Authentication login) {
		ByteBuffer digest = digest(login);
		Authentication cached = find(digest);
		if (cached != null) {
			return cached;
		}
		this.inFlight.acquireUninterruptibly();
		try {
			Authentication meanwhile = find(digest);
			return (meanwhile != null) ? meanwhile : verify(login, digest);
		}
		finally {
			this.inFlight.release();
		}
	}

	private Authentication verify(Authentication login, ByteBuffer digest) {
		String address = addressOf(login);
		if (!this.limiter.hasToken(address)) {
			throw new TooManyFailedLoginsException();
		}
		try {
			Authentication verified = this.verifier.authenticate(login);
			cache(digest, verified);
			return verified;
		}
		catch (AuthenticationException ex) {
			this.limiter.take(address);
			throw ex;
		}
	}

	private static String addressOf(Authentication login) {
		return (login.getDetails() instanceof WebAuthenticationDetails details)
				? String.valueOf(details.getRemoteAddress()) : "";
	}

	private synchronized @Nullable Authentication find(ByteBuffer digest) {
		CachedLogin found = this.cache.get(digest);
		if (found == null || this.nanos.getAsLong() - found.sinceNanos() > TIME_TO_LIVE.toNanos()) {
			return null;
		}
		return UsernamePasswordAuthenticationToken.authenticated(found.principal(), null, found.authorities());
	}

	private synchronized void cache(ByteBuffer digest, Authentication verified) {
		this.cache.remove(digest);
		if (this.cache.size() == MAX_SIZE) {
			this.cache.remove(this.cache.keySet().iterator().next());
		}
		this.cache.put(digest, new CachedLogin(Objects.requireNonNull(verified.getPrincipal()),
				verified.getAuthorities(), this.nanos.getAsLong()));
	}

	/** The length of the name separates it from the password. */
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
	 * A successful authentication.
	 *
	 * @param principal the user
	 * @param authorities what the user may do
	 * @param sinceNanos when it was verified
	 */
	private record CachedLogin(Object principal, Collection<? extends GrantedAuthority> authorities, long sinceNanos) {

	}

}
