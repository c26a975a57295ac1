package io.github.socialhook.source;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where requests may come from.
 *
 * @param mode Whether it is looked at where requests come from.
 * @param regions The regions of Social+ whose published addresses may send.
 * @param allow Further addresses that may send, as single ones or as ranges such as
 * 10.0.0.0/8.
 * @param trustedProxies The proxies and load balancers in front, as addresses or ranges,
 * whose X-Forwarded-For or Forwarded is believed. Without any, nobody's is.
 */
@ConfigurationProperties("socialhook.source-ips")
record SourceProperties(@DefaultValue("off") Mode mode, @DefaultValue List<Region> regions,
		@DefaultValue List<String> allow, @DefaultValue List<String> trustedProxies) {

	/** What is done about a request from elsewhere. */
	enum Mode {

		/** Nobody looks at it. */
		OFF,

		/** It is counted and logged, and let in. */
		REPORT,

		/** It is refused. */
		ENFORCE

	}

}
