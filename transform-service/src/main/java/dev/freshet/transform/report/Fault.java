package dev.freshet.transform.report;

/**
 * Something that keeps a transform, or one of its partitions, from going on.
 *
 * @param needsPerson it will not mend itself
 */
public record Fault(String cause, String mend, boolean needsPerson) {}
