package dev.freshet.sink.apply;

import dev.freshet.evolution.DefinitionPlan;
import dev.freshet.evolution.EvolutionPolicy;
import dev.freshet.evolution.Rebuild;
import dev.freshet.evolution.SchemaDifference;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.DestinationSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A session and what is known of the destination's tables while it lasts. */
public final class OpenSession implements AutoCloseable {
    private final DestinationSession session;
    private final Map<TableName, StoredTable> tables = new HashMap<>();
    private final Map<TableName, TableName> current = new HashMap<>();

    public OpenSession(DestinationSession session) {
        this.session = session;
    }

    public Map<Integer, Long> nextOffsets(String pipeline, String topic) {
        return session.nextOffsets(pipeline, topic);
    }

    /** @throws dev.freshet.sink.destination.DestinationException.Unavailable when the session is lost */
    public void probe() {
        session.probe();
    }

    /**
     * Brings the table in line with the batch's schema, as far as the policy goes. The first time in a session the destination is always
     * asked, so that it adds what a table that somebody else made lacks.
     *
     * @return what was changed
     * @throws RewriteNeeded when it takes as long as the table is large: nothing was changed
     * @throws dev.freshet.evolution.UnwantedChangeException when the policy says that a person is to decide
     */
    List<TableChange> align(SinkBatch batch, EvolutionPolicy policy) {
        StoredTable known = tables.get(batch.target());
        boolean firstTime = known == null;
        if (known == null) {
            known = session.table(batch.target()).orElse(null);
        }
        List<TableChange> changes = SchemaDifference.between(known, batch.schema(), policy);
        if (changes.stream().anyMatch(TableChange::rewrites)) {
            tables.remove(batch.target());
            throw new RewriteNeeded(batch, changes);
        }
        if (firstTime || !changes.isEmpty()) {
            session.evolve(batch, changes);
            tables.remove(batch.target());
            session.table(batch.target()).ifPresent(now -> tables.put(batch.target(), now));
        }
        return changes;
    }

    /** Where a table's rows go now: beside it, while it is rebuilt. */
    TableName current(TableName table) {
        return current.computeIfAbsent(table, name -> rebuilt(name).orElse(name));
    }

    /** What is made anew in place of this table; empty when nothing is. */
    Optional<TableName> rebuilt(TableName table) {
        TableName beside = new TableName(table.schema(), Rebuild.of(table.table()));
        return session.table(beside).isPresent() ? Optional.of(beside) : Optional.empty();
    }

    /** Tables are about to be changed by another session. */
    void forget() {
        tables.clear();
        current.clear();
    }

    /** The table as it was last seen; empty when there was none. */
    Optional<StoredTable> table(TableName table) {
        return Optional.ofNullable(tables.get(table)).or(() -> session.table(table));
    }

    void write(SinkBatch batch) {
        session.write(batch);
    }

    /** Applies what a statement proved, and moves the batch's offsets. */
    void change(SinkBatch batch, DefinitionPlan plan) {
        forget();
        session.change(batch, plan.changes());
    }

    @Override
    public void close() {
        session.close();
    }
}
