package io.github.socialhook.store.kafka.consume;

/**
 * What the consumers of all handlers share.
 *
 * @param source the log
 * @param groups the consumer groups
 * @param troubles what the database has of the log
 * @param onRead is run when something was read that is to be handed over
 */
record ConsumerResources(LogSource source, LogGroups groups, LoggedTroubles troubles, Runnable onRead) {

}
