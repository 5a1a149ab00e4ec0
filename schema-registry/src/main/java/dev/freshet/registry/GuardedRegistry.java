package dev.freshet.registry;

import java.util.function.BiPredicate;

/** A registry that can guard subjects by a compatibility rule: those of what transforms write, which no database dictates. */
public interface GuardedRegistry extends SubjectRegistry {
    /**
     * As {@link #register}, under the rule BACKWARD: whoever has the new schema can read what was written before. A change that the rule
     * refuses is let through when it is judged lossless, since Avro's rule knows fewer widenings than we do.
     *
     * @param lossless given the newest schema and this one
     * @throws IncompatibleSchemaException when the rule refuses and the judge too
     */
    int registerGuarded(String subject, String schema, BiPredicate<String, String> lossless);
}
