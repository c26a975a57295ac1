package io.github.socialhook.console.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import io.github.socialhook.configuration.InvalidConfigurationException;
import io.github.socialhook.console.security.OperationsProperties.UserProperties;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;

/** The configured users of the operations side. */
public final class Users {

	/** A command that prints a bcrypt hash; any other tool for bcrypt will do. */
	public static final String HASH_COMMAND = "htpasswd -nBC 10 <name>";

	private static final Log logger = LogFactory.getLog(Users.class);

	private final Map<String, UserProperties> byName = new LinkedHashMap<>();

	private final DaoAuthenticationProvider provider;

	private final AuthenticationManager authenticationManager;

	private final BiConsumer<String, String> failures;

	/**
	 * Creates the users.
	 * @param properties the configured users
	 * @throws InvalidConfigurationException if one has no password that can be verified
	 */
	public Users(OperationsProperties properties) {
		this(properties, (name, address) -> {
		});
	}

	/**
	 * Creates the users.
	 * @param properties the configured users
	 * @param failures receives the name and the address of each log-in that failed; the
	 * name is "?" where no user has it, because it may be a password
	 * @throws InvalidConfigurationException if one has no password that can be verified
	 */
	public Users(OperationsProperties properties, BiConsumer<String, String> failures) {
		this.failures = failures;
		properties.users().forEach((name, user) -> {
			if (user.password() == null) {
				throw invalid(name, "has no password");
			}
			if (!user.password().isEncoded()) {
				throw invalid(name,
						"has a password that is not a bcrypt hash, and a password in plain text is not accepted");
			}
			this.byName.put(name, user);
		});
		this.provider = new DaoAuthenticationProvider(this::find);
		this.provider
			.setPasswordEncoder(new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder())));
		this.authenticationManager = new CachingAuthenticationManager(new ProviderManager(this.provider),
				System::nanoTime,
				(name, address) -> failures.accept(this.byName.containsKey(name) ? name : "?", address));
	}

	private static InvalidConfigurationException invalid(String name, String problem) {
		return new InvalidConfigurationException("The user '" + name + "' of the operations side " + problem + ".",
				"Set socialhook.operations.users." + name + ".password to \"{bcrypt}\" followed by the hash that '"
						+ HASH_COMMAND + "' prints after the colon.");
	}

	/**
	 * Whether no user is configured.
	 * @return true if no one can be authenticated
	 */
	public boolean isEmpty() {
		return this.byName.isEmpty();
	}

	/**
	 * Lets the first log-in wait no longer than others. The hash that passwords of
	 * unknown names are compared with is made once, for a name that nobody has.
	 */
	void rehearse() {
		try {
			this.provider.authenticate(UsernamePasswordAuthenticationToken.unauthenticated("", null));
		}
		catch (AuthenticationException ex) {
			logger.trace("Nobody has no name", ex);
		}
	}

	/** A log-in with no password of these users has failed. */
	void noteFailure(String name, String address) {
		this.failures.accept(name, address);
	}

	/**
	 * Returns what verifies passwords, and limits failed log-ins of the API and the pages
	 * together. It takes as long for a name that does not exist as for one that does.
	 */
	AuthenticationManager authenticationManager() {
		return this.authenticationManager;
	}

	private UserDetails find(String name) {
		UserProperties user = this.byName.get(name);
		if (user == null || user.password() == null) {
			throw new UsernameNotFoundException("There is no such user");
		}
		return User.withUsername(name).password(user.password().encoded()).authorities(user.role().authority()).build();
	}

}
