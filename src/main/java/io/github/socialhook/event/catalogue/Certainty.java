package io.github.socialhook.event.catalogue;

/**
 * How sure it is that an event is sent under its name, the surest first. No capture of a
 * real delivery is public for most of them.
 */
public enum Certainty {

	/** The API reference states the name as the value of {@code event}. */
	STATED("stated by the reference"),
	/** The path of the API reference names it, and a consumer of the vendor uses it. */
	CONFIRMED("path of the reference, confirmed by a consumer"),
	/** Only the path of the API reference names it. */
	IMPLIED("path of the reference only"),
	/**
	 * The path of one edition of the API reference names it, the next edition does not.
	 */
	WITHDRAWN("path of one edition of the reference, missing in the next"),
	/** The API reference says one name in the path and another in the value. */
	CONTRADICTED("the reference contradicts itself"),
	/** Only the list of deprecated events names it. */
	LISTED("list of deprecated events"),
	/** Only an overview page names it. */
	OVERVIEW("overview page only"),
	/** Only a how-to guide names it. */
	GUIDE("how-to guide only");

	private final String description;

	Certainty(String description) {
		this.description = description;
	}

	/** What the name rests on, for people. */
	public String description() {
		return this.description;
	}

}
