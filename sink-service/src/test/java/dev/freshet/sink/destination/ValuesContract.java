package dev.freshet.sink.destination;

import static dev.freshet.sink.destination.Changes.delete;
import static dev.freshet.sink.destination.Changes.insert;
import static dev.freshet.sink.destination.Changes.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.schema.Unavailable;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values of every type, names of every kind, and what cannot be kept. */
abstract class ValuesContract extends OffsetsContract {
    @Test
    void aRejectedRowLeavesNothingAndTheSessionGoesOn() {
        TableSchema schema = new TableSchema(
                List.of(new Column("id", INT, false), new Column("doc", new ColumnType.Json(), true)), List.of("id"));
        Changes changes = created(schema, Mode.UPSERT, Deletes.HARD);
        assertThatThrownBy(() ->
                        session.write(changes.at(0, 2, List.of(insert(1, 1, "{}"), insert(2, 2, "{not json")))))
                .isInstanceOf(DestinationException.Rejected.class)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("not json"));
        assertThat(rows(changes, "id")).isEmpty();
        assertThat(session.nextOffsets(changes.pipeline(), changes.topic())).isEmpty();
        session.write(changes.at(0, 1, List.of(insert(1, 1, "{}"))));
        assertThat(rows(changes, "id")).containsExactly("1");
    }

    @Test
    void aValueThatIsNotOfItsTypeIsRejected() {
        Changes changes = customers();
        assertThatThrownBy(() -> session.write(changes.at(0, 1, List.of(insert(1, 1, 42, "Oslo")))))
                .isInstanceOf(DestinationException.Rejected.class);
        session.write(changes.at(0, 1, List.of(insert(1, 1, "Ann", "Oslo"))));
        assertThat(rows(changes)).containsExactly("1|Ann|Oslo");
    }

    @Test
    void unavailableValuesKeepWhatIsThere() {
        Changes changes = customers();
        session.write(
                changes.of(insert(1, 1, "Ann", "Oslo"), insert(2, 2, "Bob", "Bonn"), insert(3, 3, "Cid", "Rome")));
        session.write(changes.of(
                update(4, 1, "Anna", Unavailable.VALUE),
                update(5, 2, Unavailable.VALUE, "Wien"),
                update(6, 3, null, "Roma"),
                update(7, 4, Unavailable.VALUE, Unavailable.VALUE)));
        assertThat(rows(changes)).containsExactly("1|Anna|Oslo", "2|Bob|Wien", "3|null|Roma", "4|null|null");
        assertThatThrownBy(() -> session.write(changes.of(update(8, Unavailable.VALUE, "x", "y"))))
                .isInstanceOf(DestinationException.Rejected.class);
    }

    @Test
    void aTableOfKeyColumnsOnlyWorks() {
        TableSchema schema =
                new TableSchema(List.of(new Column("b", TEXT, false), new Column("a", INT, false)), List.of("a", "b"));
        Changes changes = created(schema, Mode.UPSERT, Deletes.HARD);
        session.write(changes.of(insert(1, "x", 1), insert(2, "y", 1)));
        session.write(changes.of(update(3, "x", 1), delete(4, "y", 1)));
        assertThat(rows(changes, "a", "b")).containsExactly("1|x");
    }

    @Test
    void nastyNamesAreKeptAsTheyAre() {
        List<String> names =
                List.of("select", "Mixed Case", "qu\"ote", "ünï😀", "semi;colon--", "percent%s ?", "back\\slash'");
        List<Column> columns = new ArrayList<>(List.of(new Column("Order Id", INT, false)));
        names.forEach(name -> columns.add(new Column(name, TEXT, true)));
        Changes changes = createdAs(new Changes(
                "näme's \"pipeline\"",
                new TableName("My \"Schema\" ?", "group by; 'x' ünï"),
                new TableSchema(columns, List.of("Order Id")),
                Mode.UPSERT,
                Deletes.HARD));
        assertThat(columns(changes))
                .containsExactlyElementsOf(columns.stream().map(Column::name).toList());
        List<@Nullable Object> values = new ArrayList<>(List.of(1));
        values.addAll(names);
        session.write(changes.of(insert(1, values.toArray())));
        session.write(changes.of(update(2, values.toArray())));
        assertThat(select(changes.table(), names.stream().map(this::quote).toList()))
                .containsExactly(String.join("|", names));
        assertThat(session.nextOffsets(changes.pipeline(), changes.topic())).isEqualTo(Map.of(0, 2L));
        session.write(changes.of(delete(3, values.toArray())));
        assertThat(rows(changes, "select")).isEmpty();
    }

    @Test
    void namesThatFreshetKeepsForItselfAreRefused() {
        Changes changes = table(
                new TableSchema(
                        List.of(new Column("id", INT, false), new Column("_freshet_position", TEXT, true)),
                        List.of("id")),
                Mode.UPSERT,
                Deletes.HARD);
        assertThatThrownBy(() -> createdAs(changes)).isInstanceOf(DestinationException.Misconfigured.class);
    }

    @Test
    void everyTypeArrivesAsItWasAtItsEdges() {
        TypeEdges.ALL.forEach((type, values) -> {
            TableSchema schema =
                    new TableSchema(List.of(new Column("id", INT, false), new Column("v", type, true)), List.of("id"));
            Changes changes = created(schema, Mode.UPSERT, Deletes.HARD);
            List<SinkRow> rows = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                rows.add(insert(i + 1, 1000 + i, values.get(i)));
                expected.add((1000 + i) + "|" + CanonicalText.of(type, values.get(i)));
            }
            rows.add(insert(999, 2000, new @Nullable Object[] {null}[0]));
            expected.add("2000|null");
            session.write(changes.of(rows));
            List<String> read = select(changes.table(), List.of("id", canonical(type, "v"))).stream()
                    .map(line -> CanonicalText.normalised(type, line))
                    .toList();
            assertThat(read).as(type.toString()).isEqualTo(expected);
        });
    }

    @Test
    void keysOfEveryPlainTypeFindTheirRow() {
        for (ColumnType type : TypeEdges.KEYS) {
            TableSchema schema = new TableSchema(
                    List.of(new Column("k", type, false), new Column("name", TEXT, true)), List.of("k"));
            Changes changes = created(schema, Mode.UPSERT, Deletes.HARD);
            Object key = Objects.requireNonNull(TypeEdges.ALL.get(type)).get(0);
            session.write(changes.of(insert(1, key, "one")));
            session.write(changes.of(update(2, key, "two")));
            assertThat(rows(changes, "name")).as(type.toString()).containsExactly("two");
            session.write(changes.of(delete(3, key, "two")));
            assertThat(rows(changes, "name")).as(type.toString()).isEmpty();
        }
    }
}
