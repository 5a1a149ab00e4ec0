package dev.freshet.sink.destination;

/**
 * How a destination keeps a type. The documentation of types is made from these.
 *
 * @param column type of the destination's column
 * @param note   what is not kept as it was, or is kept in an unexpected way; empty when there is nothing to say
 */
public record TypeMapping(String column, String note) {}
