package dev.freshet.control.resource;

/**
 * One thing wrong with a request.
 *
 * @param field   path of the field, e.g. {@code flush.interval}
 * @param problem what is wrong with it
 * @param mend    what to do about it
 */
public record Violation(String field, String problem, String mend) {}
