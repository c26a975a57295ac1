package io.github.socialhook.source;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The source addresses that may send requests.
 *
 * @param mode Whether source addresses are checked.
 * @param regions The regions of Social+ whose published addresses are allowed.
 * @param allow Further allowed addresses, single or as ranges such as 10.0.0.0/8.
 * @param trustedProxies The addresses or ranges of your proxies and load balancers, whose
 * X-Forwarded-For or Forwarded is used. Without any, no header is used.
 */
@ConfigurationProperties("socialhook.source-ips")
record SourceProperties(@DefaultValue("off") Mode mode, @DefaultValue List<Region> regions,
		@DefaultValue List<String> allow, @DefaultValue List<String> trustedProxies) {

	/** What is done about a request from elsewhere. */
	enum Mode {

		/** No one looks at it. */
		OFF,

		/** It is counted and logged, and let in. */
		REPORT,

		/** It is refused. */
		ENFORCE

	}

}
