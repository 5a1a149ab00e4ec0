package dev.freshet.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SchemaDifferenceTest {
    private static final Column ID = new Column("id", new ColumnType.Int(64), false);
    private static final Column NAME = new Column("name", new ColumnType.Text(), true);
    private static final TableSchema WANTED = new TableSchema(List.of(ID, NAME), List.of("id"));

    @Test
    void aMissingTableIsCreatedWhole() {
        assertThat(SchemaDifference.between(null, WANTED)).containsExactly(new TableChange.CreateTable(WANTED));
    }

    @Test
    void aMissingColumnIsAddedAndAForeignOneLeftAlone() {
        assertThat(SchemaDifference.between(Set.of("id", "theirs"), WANTED))
                .containsExactly(new TableChange.AddColumn(NAME));
    }

    @Test
    void onceAppliedNothingIsLeftToDo() {
        Random random = new Random(3);
        for (int i = 0; i < 1_000; i++) {
            TableSchema wanted = table(random);
            Set<String> existing = new HashSet<>();
            IntStream.range(0, 20).filter(column -> random.nextBoolean()).forEach(column -> existing.add("c" + column));
            Set<String> foreign = new HashSet<>(existing);
            for (TableChange change : SchemaDifference.between(existing, wanted)) {
                switch (change) {
                    case TableChange.AddColumn(Column column) ->
                        assertThat(existing.add(column.name())).isTrue();
                    case TableChange.CreateTable create -> throw new AssertionError("the table exists");
                }
            }
            assertThat(SchemaDifference.between(existing, wanted)).isEmpty();
            assertThat(existing).containsAll(foreign);
        }
    }

    private static TableSchema table(Random random) {
        List<Column> columns = IntStream.range(0, 20)
                .filter(column -> random.nextBoolean())
                .mapToObj(column -> new Column("c" + column, new ColumnType.Text(), true))
                .toList();
        return new TableSchema(columns, List.of());
    }
}
