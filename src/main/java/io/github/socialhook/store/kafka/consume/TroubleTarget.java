package io.github.socialhook.store.kafka.consume;

import java.time.InstantSource;

import io.github.socialhook.store.queue.LocalHandoff;
import io.github.socialhook.store.queue.QueueDialect;
import io.github.socialhook.store.write.GroupWriter;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The database in which trouble is kept.
 *
 * @param writer writes to it
 * @param reader reads from it
 * @param dialect the kind of database
 * @param handoff learns when something is due in it
 * @param clock what time it is
 */
public record TroubleTarget(GroupWriter writer, JdbcClient reader, QueueDialect dialect, LocalHandoff handoff,
		InstantSource clock) {

}
