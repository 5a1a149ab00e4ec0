package dev.freshet.sink.apply;

import dev.freshet.evolution.SchemaDifference;
import dev.freshet.evolution.TableChange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.DestinationSession;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A session and what is known of the destination's tables while it lasts. */
public final class OpenSession implements AutoCloseable {
    private final DestinationSession session;
    private final Map<TableName, Set<String>> columns = new HashMap<>();

    public OpenSession(DestinationSession session) {
        this.session = session;
    }

    public Map<Integer, Long> nextOffsets(String pipeline, String topic) {
        return session.nextOffsets(pipeline, topic);
    }

    /**
     * Brings the table in line with the batch's schema. The first time in a session the destination is always asked, so that it
     * adds what a table that somebody else made lacks.
     *
     * @return what was changed
     */
    List<TableChange> align(SinkBatch batch) {
        Set<String> known = columns.get(batch.target());
        boolean firstTime = known == null;
        if (known == null) {
            known = session.columns(batch.target()).orElse(null);
        }
        List<TableChange> changes = SchemaDifference.between(known, batch.schema());
        if (firstTime || !changes.isEmpty()) {
            session.evolve(batch, changes);
            Set<String> now = known == null ? new HashSet<>() : new HashSet<>(known);
            batch.schema().columns().forEach(column -> now.add(column.name()));
            columns.put(batch.target(), now);
        }
        return changes;
    }

    void write(SinkBatch batch) {
        session.write(batch);
    }

    @Override
    public void close() {
        session.close();
    }
}
