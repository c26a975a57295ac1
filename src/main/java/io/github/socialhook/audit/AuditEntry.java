package io.github.socialhook.audit;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Something that a user did.
 *
 * @param at when
 * @param user the name of the user; "?" where nobody with the given name is configured
 * @param action what the user did
 * @param target to what: the id of a delivery or of a replay, the name of a handler or an
 * endpoint, a file, a node and its file, the address of a client
 * @param number how many deliveries were meant; absent where that says nothing
 */
public record AuditEntry(Instant at, String user, AuditAction action, String target, @Nullable Long number) {

}
