package dev.freshet.registry;

/**
 * Schemas by subject and id. Implementations are safe for use by several threads and cache by id and by (subject, text) without
 * expiry, since a registered schema never changes; a cached answer needs no network, so capture and apply go on while the
 * registry is down.
 */
public interface SchemaRegistry {
    /**
     * The id of this schema under this subject, registered now if it is new. Idempotent.
     *
     * @param subject {@code <topic>-key} or {@code <topic>-value}
     * @param schema  Avro schema as JSON text
     * @throws RegistryUnavailableException when the registry cannot be reached or answers 5xx: retry
     * @throws RegistryException when the registry refuses the schema
     */
    int register(String subject, String schema);

    /**
     * The Avro schema (JSON text) with this id.
     *
     * @throws RegistryUnavailableException when the registry cannot be reached or answers 5xx: retry
     * @throws RegistryException when there is no schema with this id
     */
    String schema(int id);
}
