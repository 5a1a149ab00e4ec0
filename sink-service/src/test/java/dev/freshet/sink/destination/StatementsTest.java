package dev.freshet.sink.destination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.TableChange;
import dev.freshet.sink.destination.duckdb.DuckDbDestination;
import dev.freshet.sink.destination.postgresql.PostgresDestination;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementsTest {
    private static final TableChange KEY = new TableChange.KeyChanged(List.of("id"), List.of("id", "day"));
    private static final StoredTable TABLE = new StoredTable(List.of(), List.of("id"));

    @Test
    void aDestinationTellsItsSqlWithoutBeingAsked() {
        Target target = Targets.small(Mode.UPSERT, Deletes.HARD);
        DestinationSpec spec =
                new DestinationSpec("duckdb", "/nowhere/lake.duckdb", null, null, null, null, null, Map.of());
        try (Destination duckdb = new DuckDbDestination("lake", spec);
                Destination postgres = new PostgresDestination("warehouse", spec, text -> text)) {
            assertThat(duckdb.statements(target, KEY, TABLE))
                    .containsExactly("ALTER TABLE \"my \"\"shop\"\"\".\"Small\" ALTER COLUMN \"day\" SET NOT NULL");
            assertThat(postgres.statements(target, KEY, TABLE))
                    .containsExactly(
                            "ALTER TABLE \"my \"\"shop\"\"\".\"Small\" DROP CONSTRAINT \"Small_pkey\"",
                            "ALTER TABLE \"my \"\"shop\"\"\".\"Small\" ADD PRIMARY KEY (\"id\", \"day\")");
            StoredTable named = new StoredTable(List.of(), List.of("id"), "chosen");
            assertThat(postgres.statements(target, KEY, named))
                    .startsWith("ALTER TABLE \"my \"\"shop\"\"\".\"Small\" DROP CONSTRAINT \"chosen\"");
        }
    }
}
