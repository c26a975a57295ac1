package io.github.socialhook.signature;

import io.github.socialhook.signature.SourceProperties.Mode;

import org.springframework.core.env.Environment;

/**
 * All that there is to know for looking at where requests come from.
 *
 * @param mode what is done about strangers
 * @param allowed who may send
 * @param proxies who is believed
 */
record SourceCheck(Mode mode, AllowedSources allowed, TrustedProxies proxies) {

	static SourceCheck of(SourceProperties properties, Environment environment) {
		SourceFactory factory = new SourceFactory(properties);
		SourceCheck check = new SourceCheck(properties.mode(), factory.allowed(), factory.proxies());
		if (check.isOn()) {
			factory.requireBareAddresses(environment);
		}
		return check;
	}

	boolean isOn() {
		return this.mode != Mode.OFF;
	}

}
