package dev.freshet.control.store;

/**
 * A record that cannot be understood; what its key said before still holds.
 *
 * @param key as found, possibly not a key of ours
 */
public record SkippedRecord(String key, int partition, long offset, String reason) {}
