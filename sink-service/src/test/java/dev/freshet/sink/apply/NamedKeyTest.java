package dev.freshet.sink.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freshet.control.resource.Flush;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.control.resource.SchemaChanges;
import dev.freshet.control.resource.TableKeys;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.destination.DestinationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedKeyTest {
    private static final List<Column> COLUMNS =
            List.of(new Column("a", new ColumnType.Int(32), true), new Column("b", new ColumnType.Text(), true));
    private static final TableSchema KEYLESS = new TableSchema(COLUMNS, List.of());

    @Test
    void aTableWithoutAKeyGetsTheOneThatIsNamed() {
        TableSchema named = key(KEYLESS, 0, "b", "a");
        assertThat(named.key()).containsExactly("b", "a");
        assertThat(named.enforced()).isFalse();
        assertThat(NamedKey.of(spec(), "shop.other", KEYLESS, List.of())).isEqualTo(KEYLESS);
    }

    @Test
    void theSameKeyOfTheSourceIsTheSources() {
        TableSchema own = new TableSchema(COLUMNS, List.of("a", "b"));
        assertThat(key(own, 2, "b", "a")).isEqualTo(own);
    }

    @Test
    void anotherKeyOfTheSourceIsNotReplaced() {
        refused(new TableSchema(COLUMNS, List.of("a")), 0, "has a key for it: (a)", "remove the entry", "b");
    }

    @Test
    void unknownColumnsAreNamedWithThoseThatThereAre() {
        refused(KEYLESS, 0, "has no column c", "a, b", "a", "c");
    }

    @Test
    void recordsInSeveralPartitionsHaveLostTheirOrder() {
        refused(KEYLESS, 1, "several partitions", "new snapshot", "a");
    }

    private static void refused(TableSchema schema, int partition, String cause, String mend, String... key) {
        DestinationException.Misconfigured refused =
                catchThrowableOfType(DestinationException.Misconfigured.class, () -> key(schema, partition, key));
        assertThat(refused).hasMessageContaining("shop.log").hasMessageContaining(cause);
        assertThat(refused.mend()).contains(mend);
    }

    private static TableSchema key(TableSchema schema, int partition, String... key) {
        Arrival record = new Arrival(null, new byte[] {0, 0, 0, 0, 1}, null, partition, 0, List.of());
        return NamedKey.of(spec(key), "shop.log", schema, List.of(record));
    }

    private static PipelineSpec spec(String... key) {
        return new PipelineSpec(
                "shop",
                List.of(),
                "lake",
                Mode.UPSERT,
                Deletes.HARD,
                "${database}",
                "${table}",
                Flush.DEFAULT,
                SchemaChanges.DEFAULT,
                new TableKeys(Map.of("shop\\.log", List.of(key))));
    }
}
