package dev.freshet.registry;

import java.util.Optional;

/** A registry for those who agree on a schema with others through it: what was registered last is the shared truth. */
public interface SubjectRegistry extends SchemaRegistry {
    /**
     * The version of a subject that was registered last, asked anew each time: others register too.
     *
     * @return empty when there is no such subject
     * @throws RegistryUnavailableException when the registry cannot be reached or answers 5xx: retry
     * @throws RegistryException when the registry refuses
     */
    Optional<RegisteredSchema> latest(String subject);

    /**
     * One version of a subject.
     *
     * @return empty when there is none of this number, or none any more
     * @throws RegistryException as {@link #latest}
     */
    Optional<RegisteredSchema> version(String subject, int version);
}
