package io.github.socialhook.store.sqlite;

/**
 * Fingerprints that are in the database for good.
 *
 * @param id its number
 * @param newest when the latest of its deliveries was received, in milliseconds since
 * 1970
 * @param filter which of them are not in it
 */
record FingerprintRun(long id, long newest, FingerprintFilter filter) {
}
