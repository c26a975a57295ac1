package io.github.socialhook;

/**
 * What the tests are told by system properties. It is not annotated: metadata of the
 * tests would hide that of the application.
 *
 * @param soak Whether the long tests run, so that speed counts.
 * @param docs What concerns the documentation.
 */
record TestProperties(boolean soak, Docs docs) {

	/**
	 * What concerns the documentation.
	 *
	 * @param write Whether what is made of data is written anew.
	 */
	record Docs(boolean write) {

	}

}
