package io.github.socialhook.store.kafka;

/**
 * The topic of the log, after it was found to keep what it must.
 *
 * @param name its name
 * @param generation which incarnation of it this is
 * @param partitions how many partitions it had then
 */
public record LogTopic(String name, int generation, int partitions) {

}
