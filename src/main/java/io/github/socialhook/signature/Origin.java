package io.github.socialhook.signature;

/** From whom a request comes, as far as that can be told. */
sealed interface Origin {

	/** Writes it for the log. */
	String shown();

	/**
	 * It is this one: the other end of the connection, or whom trusted proxies name.
	 *
	 * @param address the address of whoever sent it
	 */
	record Proven(Address address) implements Origin {

		@Override
		public String shown() {
			return this.address.toString();
		}

	}

	/**
	 * It cannot be told.
	 *
	 * @param shown the other end of the connection
	 * @param cause why, a sentence for the person on call
	 */
	record Unproven(String shown, String cause) implements Origin {

	}

}
