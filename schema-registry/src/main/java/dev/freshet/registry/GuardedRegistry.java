package dev.freshet.registry;

import java.util.Optional;
import java.util.function.BiPredicate;

/** A registry that can guard subjects by a compatibility rule: those of what transforms write, which no database dictates. */
public interface GuardedRegistry extends SchemaRegistry {
    /**
     * The newest schema of a subject, asked anew each time; empty when there is no such subject.
     *
     * @throws RegistryUnavailableException when the registry cannot be reached or answers 5xx: retry
     * @throws RegistryException when the registry refuses
     */
    Optional<Registered> latest(String subject);

    /** A schema as it is registered. */
    record Registered(int id, String schema) {}

    /**
     * As {@link #register}, under the rule BACKWARD: whoever has the new schema can read what was written before. A change that the rule
     * refuses is let through when it is judged lossless, since Avro's rule knows fewer widenings than we do.
     *
     * @param lossless given the newest schema and this one
     * @throws IncompatibleSchemaException when the rule refuses and the judge too
     */
    int registerGuarded(String subject, String schema, BiPredicate<String, String> lossless);
}
