package dev.freshet.registry;

/**
 * A schema as it stands under a subject.
 *
 * @param version counts up from 1 within the subject
 * @param schema  Avro schema as JSON text
 */
public record RegisteredSchema(int id, int version, String schema) {}
