package io.github.socialhook.sender;

/** How a request of the sender is signed. */
public enum Signing {

	/** With the secret of the endpoint. */
	GENUINE("x-amity-signature"),

	/** With the secret of the endpoint, and only in the header of the older product. */
	LEGACY("x-eko-signature"),

	/** With a secret that is not the endpoint's. */
	FORGED("x-amity-signature");

	private final String header;

	Signing(String header) {
		this.header = header;
	}

	String header() {
		return this.header;
	}

}
