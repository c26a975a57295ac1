package io.github.socialhook.console.security;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How often a password is verified, by a verifier that counts instead of computing. */
class CachingAuthenticationManagerTests {

	private final AtomicInteger verified = new AtomicInteger();

	private final AtomicLong nanos = new AtomicLong();

	private final AuthenticationManager logins = new CachingAuthenticationManager(this::verify, this.nanos::get);

	private Authentication verify(Authentication login) {
		this.verified.incrementAndGet();
		if (!"right".equals(login.getCredentials())) {
			throw new BadCredentialsException("wrong");
		}
		return UsernamePasswordAuthenticationToken.authenticated(login.getName(), null,
				AuthorityUtils.createAuthorityList("ROLE_" + login.getName()));
	}

	private Authentication login(String name, String password) {
		return login(name, password, "10.0.0.1");
	}

	private Authentication login(String name, String password, String address) {
		UsernamePasswordAuthenticationToken login = UsernamePasswordAuthenticationToken.unauthenticated(name, password);
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setRemoteAddr(address);
		login.setDetails(new WebAuthenticationDetails(request));
		return this.logins.authenticate(login);
	}

	private void advance(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

	private void fail(String password, String address) {
		assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> login("ann", password, address));
	}

	private void refuse(String password, String address) {
		assertThatExceptionOfType(TooManyFailedLoginsException.class).isThrownBy(() -> login("ann", password, address));
	}

	@Test
	void verifiesOnceForAWhile() {
		for (int i = 0; i < 1000; i++) {
			Authentication login = login("ann", "right");
			assertThat(login.isAuthenticated()).isTrue();
			assertThat(login.getName()).isEqualTo("ann");
			assertThat(login.getCredentials()).isNull();
			assertThat(login.getAuthorities()).extracting(Object::toString).containsExactly("ROLE_ann");
		}
		assertThat(this.verified).hasValue(1);
		advance(CachingAuthenticationManager.TIME_TO_LIVE.plusNanos(1));
		login("ann", "right");
		assertThat(this.verified).hasValue(2);
	}

	@Test
	void takesNobodyForAnother() {
		login("ann", "right");
		assertThat(login("annr", "right").getName()).isEqualTo("annr");
		fail("wrong", "10.0.0.1");
		assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> login("annright", ""));
		assertThat(this.verified).hasValue(4);
	}

	@Test
	void neverRemembersWhatIsWrong() {
		fail("wrong", "10.0.0.1");
		fail("wrong", "10.0.0.1");
		assertThat(this.verified).hasValue(2);
	}

	@Test
	void looksAtSoManyWrongPasswordsOfAnAddress() {
		for (int i = 0; i < FailedLoginLimiter.BURST_PER_ADDRESS; i++) {
			fail("guess " + i, "10.0.0.1");
		}
		for (int i = 0; i < 1000; i++) {
			refuse("another " + i, "10.0.0.1");
		}
		assertThat(this.verified).hasValue(FailedLoginLimiter.BURST_PER_ADDRESS);
		fail("guess", "10.0.0.2");
		advance(Duration.ofSeconds(1));
		fail("guess", "10.0.0.1");
		refuse("guess", "10.0.0.1");
	}

	@Test
	void looksAtSoManyWrongPasswordsOfAllAddresses() {
		int refused = 0;
		for (int i = 0; i < 5000; i++) {
			try {
				login("ann", "guess", "10.0." + (i / 200) + "." + (i % 200));
			}
			catch (TooManyFailedLoginsException ex) {
				refused++;
			}
			catch (BadCredentialsException ex) {
				advance(Duration.ofNanos(1));
			}
		}
		assertThat(this.verified).hasValue(FailedLoginLimiter.BURST_OVERALL);
		assertThat(refused).isEqualTo(5000 - FailedLoginLimiter.BURST_OVERALL);
		advance(Duration.ofSeconds(1));
		for (int i = 0; i < 100; i++) {
			try {
				login("ann", "guess", "10.1.0." + i);
			}
			catch (BadCredentialsException | TooManyFailedLoginsException ex) {
				assertThat(ex).isNotNull();
			}
		}
		assertThat(this.verified).hasValue(FailedLoginLimiter.BURST_OVERALL + 5);
	}

	@Test
	void letsInWhoIsKnownWhateverOthersDo() {
		login("ann", "right");
		for (int i = 0; i < FailedLoginLimiter.BURST_PER_ADDRESS; i++) {
			fail("guess " + i, "10.0.0.1");
		}
		refuse("guess", "10.0.0.1");
		assertThat(login("ann", "right").isAuthenticated()).isTrue();
	}

	@Test
	void chargesNothingForWhatIsRight() {
		for (int i = 0; i < 500; i++) {
			login("user " + i, "right");
		}
		assertThat(this.verified).hasValue(500);
		login("user 499", "right");
		assertThat(this.verified).hasValue(500);
		login("user 0", "right");
		assertThat(this.verified).hasValue(501);
	}

	@Test
	void letsManyCorrectLoginsAtOnceWaitInsteadOfFailing() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		AuthenticationManager slow = new CachingAuthenticationManager((login) -> {
			awaitUninterruptibly(release);
			return verify(login);
		}, this.nanos::get);
		List<FutureTask<Authentication>> logins = new ArrayList<>();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			Authentication login = UsernamePasswordAuthenticationToken.unauthenticated("user " + i, "right");
			FutureTask<Authentication> task = new FutureTask<>(() -> slow.authenticate(login));
			logins.add(task);
			threads.add(Thread.ofPlatform().start(task));
		}
		Awaitility.await()
			.until(() -> threads.stream()
				.allMatch((thread) -> thread.getState() == Thread.State.WAITING
						|| thread.getState() == Thread.State.TERMINATED));
		release.countDown();
		for (FutureTask<Authentication> login : logins) {
			assertThat(login.get(60, TimeUnit.SECONDS).isAuthenticated()).isTrue();
		}
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
