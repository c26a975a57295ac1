package io.github.socialhook;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the tests are told by system properties.
 *
 * @param soak Whether the long tests run, so that speed counts.
 * @param docs What concerns the documentation.
 */
@ConfigurationProperties("socialhook")
record TestProperties(boolean soak, Docs docs) {

	/**
	 * What concerns the documentation.
	 *
	 * @param write Whether what is made of data is written anew.
	 */
	record Docs(boolean write) {

	}

}
