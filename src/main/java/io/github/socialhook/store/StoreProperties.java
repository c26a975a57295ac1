package io.github.socialhook.store;

import java.nio.file.Path;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deliveries are stored, and whether there is anything to store.
 *
 * @param enabled Whether Socialhook is active in an application that has it on its class
 * path.
 * @param store What stores deliveries until they are handled.
 * @param acceptTimeout The maximum time for storing a delivery before the response is
 * 503. Social+ waits 1.5 s.
 * @param spillFile The local file for deliveries while PostgreSQL is unavailable. It must
 * survive a restart of the process.
 */
@ConfigurationProperties("socialhook")
record StoreProperties(@DefaultValue("true") boolean enabled, @DefaultValue("database") StoreKind store,
		@DefaultValue("1s") Duration acceptTimeout, @DefaultValue("data/spill.db") Path spillFile) {

	StoreProperties {
		if (acceptTimeout.isNegative() || acceptTimeout.isZero()) {
			throw new IllegalArgumentException("socialhook.accept-timeout must be positive, but is " + acceptTimeout);
		}
	}

}
