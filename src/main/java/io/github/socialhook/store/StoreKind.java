package io.github.socialhook.store;

/** What stores deliveries until they are handled. */
enum StoreKind {

	/** The database. */
	DATABASE,

	/** A topic of Kafka. The database stores those of which the handling failed. */
	KAFKA

}
