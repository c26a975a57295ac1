/** Publishes deliveries to a topic of Kafka. */
@NullMarked
package io.github.socialhook.kafka;

import org.jspecify.annotations.NullMarked;
