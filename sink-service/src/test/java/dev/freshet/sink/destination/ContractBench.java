package dev.freshet.sink.destination;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.evolution.EvolutionPolicy;
import dev.freshet.evolution.SchemaDifference;
import dev.freshet.evolution.StoredTable;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.TableName;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What contract suites stand on: a session of the destination under test, and tables in it. */
abstract class ContractBench {
    static final AtomicInteger TABLES = new AtomicInteger();
    static final ColumnType.Int INT = new ColumnType.Int(32);
    static final ColumnType.Text TEXT = new ColumnType.Text();
    static final TableSchema CUSTOMERS = new TableSchema(
            List.of(new Column("id", INT, false), new Column("name", TEXT, true), new Column("city", TEXT, true)),
            List.of("id"));

    DestinationSession session;

    /** The destination under test; the same for all tests of a class. */
    protected abstract Destination destination();

    /** Rows of {@code SELECT expressions FROM table}, each cell as text or null, each row joined by '|', sorted. */
    protected abstract List<String> select(TableName table, List<String> expressions);

    /** SQL that makes the canonical text of {@link CanonicalText} of a column. */
    protected abstract String canonical(ColumnType type, String column);

    /** Quotes an identifier. */
    protected String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @BeforeEach
    void openSession() {
        session = destination().connect();
    }

    @AfterEach
    void closeSession() {
        session.close();
    }

    final Changes table(TableSchema schema, Mode mode, Deletes deletes) {
        int number = TABLES.incrementAndGet();
        return new Changes("pipeline" + number, new TableName("shop", "t" + number), schema, mode, deletes);
    }

    final Changes created(TableSchema schema, Mode mode, Deletes deletes) {
        return createdAs(table(schema, mode, deletes));
    }

    final Changes createdAs(Changes changes) {
        session.nextOffsets(changes.pipeline(), changes.topic());
        evolve(changes);
        return changes;
    }

    final void evolve(Changes changes) {
        session.evolve(
                changes.at(0, 0, List.of()),
                SchemaDifference.between(
                        session.table(changes.table()).orElse(null), changes.schema(), EvolutionPolicy.DEFAULT));
    }

    final List<String> columns(Changes changes) {
        return session.table(changes.table()).orElseThrow().columns().stream()
                .map(StoredTable.StoredColumn::name)
                .toList();
    }

    final Changes customers() {
        return created(CUSTOMERS, Mode.UPSERT, Deletes.HARD);
    }

    final List<String> rows(Changes changes, String... columns) {
        return select(
                changes.table(),
                java.util.stream.Stream.of(columns).map(this::quote).toList());
    }

    final List<String> rows(Changes changes) {
        return rows(changes, "id", "name", "city");
    }
}
