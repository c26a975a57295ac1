package io.github.socialhook.signature;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of requests.
 *
 * @param maxBodySize The maximum body size. Social+ messages can carry 100 KB of custom
 * data and more around it.
 */
@ConfigurationProperties("socialhook")
record SignatureProperties(@DefaultValue("1MB") DataSize maxBodySize) {

	SignatureProperties {
		if (maxBodySize.toBytes() < 1 || maxBodySize.toBytes() > Integer.MAX_VALUE - 16) {
			throw new IllegalArgumentException(
					"socialhook.max-body-size must be at least 1 byte and less than 2 GB, but is " + maxBodySize);
		}
	}

}
