package io.github.socialhook.store.kafka;

/** What Kafka must guarantee before a delivery is acknowledged. */
public enum LogDurability {

	/** At least two of at least three brokers have it in memory or on disk. */
	REPLICATED,

	/** It is synced to disk. */
	SYNCED,

	/** A broker has it, in memory or on disk. */
	SINGLE

}
