/** Keeps deliveries in a topic of Kafka instead of the database: the log. */
@NullMarked
package io.github.socialhook.store.kafka;

import org.jspecify.annotations.NullMarked;
