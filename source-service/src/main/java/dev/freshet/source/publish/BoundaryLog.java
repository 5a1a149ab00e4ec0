package dev.freshet.source.publish;

import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.event.EventStamp;
import java.util.List;

/** Where the boundaries between the rows of one definition of a table and those of the next are written. For use by one thread. */
public interface BoundaryLog {
    /**
     * Puts a {@link dev.freshet.event.DefinitionChange} into every partition of the topic, after all that was sent before. Does
     * nothing when there is no such topic: nobody has rows of an earlier definition; nor when it is compacted. Only a table that
     * continues another one gets its topic made for it: whoever reads it must know before the first row.
     */
    void boundary(String topic, String ddl, List<Step> steps, EventStamp stamp);

    /** Topics that are there and whose names begin like this. */
    List<String> topics(String prefix);
}
