package io.github.socialhook.inbox;

import java.time.Instant;

/**
 * A time during which the database took no writes.
 *
 * @param since when it was first noticed
 * @param latest when it was last noticed
 * @param over whether the database has taken writes again since
 * @param cause what the database, its driver or the connection pool last said
 */
public record Outage(Instant since, Instant latest, boolean over, String cause) {

}
