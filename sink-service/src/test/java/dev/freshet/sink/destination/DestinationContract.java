package dev.freshet.sink.destination;

import static dev.freshet.sink.destination.Changes.delete;
import static dev.freshet.sink.destination.Changes.insert;
import static dev.freshet.sink.destination.Changes.row;
import static dev.freshet.sink.destination.Changes.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.event.Operation;
import dev.freshet.evolution.TableChange;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.schema.Unavailable;
import dev.freshet.sink.batch.OffsetRange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the sink relies on. Every destination passes it on the real system. */
public abstract class DestinationContract extends EvolutionContract {
    @Test
    void aLiveDestinationHasNothingToComplainOf() {
        assertThat(destination().check()).isEmpty();
    }

    @Test
    void aTableIsThereOnceItIsCreated() {
        Changes changes = table(CUSTOMERS, Mode.UPSERT, Deletes.HARD);
        assertThat(session.table(changes.table())).isEmpty();
        createdAs(changes);
        assertThat(columns(changes)).containsExactly("id", "name", "city");
        assertThat(rows(changes)).isEmpty();
    }

    @Test
    void evolvingTwiceIsEvolvingOnce() {
        Changes changes = customers();
        List<TableChange> again = List.of(
                new TableChange.CreateTable(CUSTOMERS), new TableChange.AddColumn(new Column("city", TEXT, true)));
        session.evolve(changes.at(0, 0, List.of()), again);
        assertThat(columns(changes)).containsExactly("id", "name", "city");
    }

    @Test
    void insertsUpdatesAndDeletesArrive() {
        Changes changes = customers();
        session.write(changes.of(
                insert(1, 1, "Ann", "Oslo"), insert(2, 2, "Bob", null), row(Operation.READ, 3, 3, "Cid", "Rome")));
        session.write(changes.of(update(4, 2, "Rob", "Bonn"), delete(5, 3, 3, "Cid", "Rome"), insert(6, 4, "Dan", "")));
        assertThat(rows(changes)).containsExactly("1|Ann|Oslo", "2|Rob|Bonn", "4|Dan|");
    }

    @Test
    void aDeletedKeyCanComeBackInTheNextBatch() {
        Changes changes = customers();
        session.write(changes.of(insert(1, 1, "Ann", "Oslo")));
        session.write(changes.of(delete(2, 1, "Ann", "Oslo")));
        session.write(changes.of(insert(3, 1, "Eve", "Rome")));
        session.write(changes.of(update(4, 1, "Eva", "Rome")));
        assertThat(rows(changes)).containsExactly("1|Eva|Rome");
    }

    @Test
    void anOlderPositionNeverWins() {
        Changes changes = customers();
        session.write(changes.of(insert(10, 1, "new", "new")));
        session.write(changes.of(update(9, 1, "old", "old")));
        session.write(changes.of(update(10, 1, "same", "same")));
        session.write(changes.of(delete(8, 1, "old", "old")));
        assertThat(rows(changes, "id", "name", "_freshet_position"))
                .containsExactly("1|new|0001-00000007-00000000000a-00000000");
    }

    @Test
    void offsetsAreReadBack() {
        Changes changes = customers();
        assertThat(session.nextOffsets(changes.pipeline(), changes.topic())).isEmpty();
        session.write(changes.at(0, 8, List.of(insert(1, 1, "Ann", "Oslo"))));
        assertThat(session.nextOffsets(changes.pipeline(), changes.topic())).isEqualTo(Map.of(0, 8L));
        assertThat(session.nextOffsets("other", changes.topic())).isEmpty();
    }

    @Test
    void aBatchThatWasAppliedIsStale() {
        Changes changes = customers();
        SinkBatch first = changes.of(insert(1, 1, "Ann", "Oslo"));
        session.write(first);
        assertThatThrownBy(() -> session.write(first)).isInstanceOf(DestinationException.Stale.class);
        assertThatThrownBy(() -> session.write(changes.at(7, 8, List.of(insert(2, 2, "Bob", "Bonn")))))
                .isInstanceOf(DestinationException.Stale.class);
        assertThat(rows(changes)).containsExactly("1|Ann|Oslo");
        session.write(changes.of(insert(3, 3, "Cid", "Rome")));
        assertThat(rows(changes)).containsExactly("1|Ann|Oslo", "3|Cid|Rome");
    }

    @Test
    void oneStalePartitionHoldsBackTheWholeBatch() {
        Changes changes = customers();
        session.write(changes.of(insert(1, 1, "Ann", "Oslo")));
        SinkBatch template = changes.of(insert(2, 2, "Bob", "Bonn"));
        SinkBatch batch = new SinkBatch(
                template.pipeline(),
                template.topic(),
                template.target(),
                template.schema(),
                template.mode(),
                template.deletes(),
                template.rows(),
                Map.of(0, new OffsetRange(99, 100), 1, new OffsetRange(0, 5)));
        assertThatThrownBy(() -> session.write(batch)).isInstanceOf(DestinationException.Stale.class);
        assertThat(session.nextOffsets(changes.pipeline(), changes.topic())).isEqualTo(Map.of(0, 1L));
        assertThat(rows(changes)).containsExactly("1|Ann|Oslo");
    }

    @Test
    void aDestinationThatForgotItsOffsetIsStale() {
        Changes changes = customers();
        assertThatThrownBy(() -> session.write(changes.at(7, 8, List.of(insert(1, 1, "Ann", "Oslo")))))
                .isInstanceOf(DestinationException.Stale.class);
        assertThat(rows(changes)).isEmpty();
    }

    @Test
    void anEmptyBatchMovesOffsetsOnly() {
        Changes changes = customers();
        session.write(changes.at(0, 40, List.of()));
        assertThat(session.nextOffsets(changes.pipeline(), changes.topic())).isEqualTo(Map.of(0, 40L));
        assertThat(rows(changes)).isEmpty();
    }

    @Test
    void aBatchOfDeadLettersOnlyMovesTheOffsetsOfAnyTable() {
        Changes changes = customers();
        session.write(changes.at(0, 1, List.of(insert(1, 1, "Ann", "Oslo"))));
        SinkBatch next = changes.at(1, 2, List.of());
        session.write(new SinkBatch(
                next.pipeline(),
                next.topic(),
                next.target(),
                new TableSchema(List.of(), List.of()),
                Mode.APPEND,
                next.deletes(),
                List.of(),
                next.offsets()));
        assertThat(session.nextOffsets(changes.pipeline(), changes.topic())).isEqualTo(Map.of(0, 2L));
        assertThat(rows(changes)).containsExactly("1|Ann|Oslo");
    }

    @Test
    void ofTwoRacingSessionsOneWinsEachBatch() throws Exception {
        Changes changes = customers();
        int batches = 20;
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Integer> racer = () -> {
                int won = 0;
                try (DestinationSession own = destination().connect()) {
                    for (int i = 0; i < batches; i++) {
                        try {
                            own.write(changes.at(i, i + 1, List.of(update(i + 1, 1, "n" + i, "c"))));
                            won++;
                        } catch (DestinationException.Stale e) {
                            // the other one was first
                        }
                    }
                }
                return won;
            };
            Future<Integer> one = threads.submit(racer);
            Future<Integer> other = threads.submit(racer);
            assertThat(one.get() + other.get()).isEqualTo(batches);
        }
        assertThat(rows(changes)).containsExactly("1|n19|c");
    }

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
    void appendKeepsEveryChange() {
        Changes changes = created(CUSTOMERS, Mode.APPEND, Deletes.HARD);
        session.write(
                changes.of(insert(1, 1, "Ann", "Oslo"), update(2, 1, "Ann", "Rome"), delete(3, 1, "Ann", "Rome")));
        session.write(changes.of(row(Operation.TRUNCATE, 4)));
        assertThat(rows(changes, "_freshet_position", "_freshet_operation", "id", "city"))
                .containsExactly(
                        "0001-00000007-000000000001-00000000|c|1|Oslo",
                        "0001-00000007-000000000002-00000000|u|1|Rome",
                        "0001-00000007-000000000003-00000000|d|1|Rome",
                        "0001-00000007-000000000004-00000000|t|null|null");
    }

    @Test
    void appendNeedsNoKey() {
        Changes changes = created(new TableSchema(CUSTOMERS.columns(), List.of()), Mode.APPEND, Deletes.HARD);
        session.write(changes.of(insert(1, null, "Ann", "Oslo"), insert(2, null, "Ann", "Oslo")));
        assertThat(rows(changes)).containsExactly("null|Ann|Oslo", "null|Ann|Oslo");
    }

    @Test
    void upsertWithoutAKeyIsRefused() {
        Changes changes = table(new TableSchema(CUSTOMERS.columns(), List.of()), Mode.UPSERT, Deletes.HARD);
        assertThatThrownBy(() -> createdAs(changes)).isInstanceOf(DestinationException.Misconfigured.class);
    }

    @Test
    void softDeletesKeepTheRowAsItWas() {
        Changes changes = created(CUSTOMERS, Mode.UPSERT, Deletes.SOFT);
        session.write(changes.of(insert(1, 1, "Ann", "Oslo"), insert(2, 2, "Bob", "Bonn")));
        session.write(changes.of(delete(3, 1, "Ann", "Oslo"), delete(4, 9, "never", "seen")));
        assertThat(rows(changes, "id", "name", "_freshet_deleted"))
                .containsExactly("1|Ann|true", "2|Bob|false", "9|never|true");
        session.write(changes.of(insert(5, 1, "Ann again", "Rome")));
        assertThat(rows(changes, "id", "name", "_freshet_deleted"))
                .containsExactly("1|Ann again|false", "2|Bob|false", "9|never|true");
    }

    @Test
    void truncateTakesWhatIsOlder() {
        Changes hard = customers();
        session.write(hard.of(insert(1, 1, "Ann", "Oslo"), insert(9, 2, "Bob", "Bonn")));
        session.write(hard.of(insert(3, 3, "Cid", "Rome"), row(Operation.TRUNCATE, 5), insert(6, 4, "Dan", "Wien")));
        assertThat(rows(hard, "id")).containsExactly("2", "4");
        Changes soft = created(CUSTOMERS, Mode.UPSERT, Deletes.SOFT);
        session.write(soft.of(insert(1, 1, "Ann", "Oslo"), row(Operation.TRUNCATE, 5), insert(6, 4, "Dan", "Wien")));
        assertThat(rows(soft, "id", "_freshet_deleted")).containsExactly("1|true", "4|false");
    }

    @Test
    void columnsAreAddedBesideRows() {
        Changes changes = customers();
        session.write(changes.of(insert(1, 1, "Ann", "Oslo")));
        List<Column> more = new ArrayList<>(CUSTOMERS.columns());
        more.add(1, new Column("credit", new ColumnType.Decimal(10, 2), false));
        changes.schema(new TableSchema(more, List.of("id")));
        evolve(changes);
        session.write(changes.of(insert(2, 2, new BigDecimal("1.50"), "Bob", "Bonn")));
        assertThat(rows(changes, "id", "credit", "name")).containsExactly("1|null|Ann", "2|1.50|Bob");
    }

    @Test
    void anOlderSchemaStillWrites() {
        Changes changes = customers();
        Changes before = new Changes(
                changes.pipeline(),
                changes.table(),
                new TableSchema(CUSTOMERS.columns().subList(0, 2), List.of("id")),
                Mode.UPSERT,
                Deletes.HARD);
        session.write(changes.of(insert(1, 1, "Ann", "Oslo")));
        session.write(before.at(1, 2, List.of(update(2, 1, "Anna"))));
        assertThat(rows(changes)).containsExactly("1|Anna|Oslo");
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
    void aTableOfTheOtherModeIsRefused() {
        for (Mode mode : Mode.values()) {
            Changes changes = created(CUSTOMERS, mode, Deletes.HARD);
            session.write(changes.of(insert(1, 1, "Ann", "Oslo")));
            Mode other = mode == Mode.UPSERT ? Mode.APPEND : Mode.UPSERT;
            Changes switched = new Changes(changes.pipeline(), changes.table(), CUSTOMERS, other, Deletes.HARD);
            assertThatThrownBy(() -> session.write(switched.at(1, 2, List.of(update(2, 1, "Ann", "Rome")))))
                    .isInstanceOf(DestinationException.Misconfigured.class);
            assertThatThrownBy(() -> evolve(switched)).isInstanceOf(DestinationException.Misconfigured.class);
            assertThat(rows(changes)).containsExactly("1|Ann|Oslo");
        }
    }

    @Test
    void hardDeletesCanBecomeSoftAndHardAgain() {
        Changes hard = customers();
        session.write(hard.of(insert(1, 1, "Ann", "Oslo"), insert(2, 2, "Bob", "Bonn")));
        Changes soft = new Changes(hard.pipeline(), hard.table(), CUSTOMERS, Mode.UPSERT, Deletes.SOFT);
        evolve(soft);
        session.write(soft.at(2, 3, List.of(delete(3, 1, "Ann", "Oslo"))));
        assertThat(rows(hard, "id", "_freshet_deleted")).containsExactly("1|true", "2|null");
        session.write(hard.at(3, 4, List.of(delete(4, 2, "Bob", "Bonn"), update(5, 3, "Cid", "Rome"))));
        assertThat(rows(hard, "id", "_freshet_deleted")).containsExactly("1|true", "3|null");
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

    @Test
    void replayingAnySuffixTwiceGivesTheSameTable() {
        for (Deletes deletes : Deletes.values()) {
            for (long seed = 1; seed <= 3; seed++) {
                replay(seed, deletes);
            }
        }
    }

    private void replay(long seed, Deletes deletes) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<SinkRow> history = history(random, 60);
        Changes once = created(CUSTOMERS, Mode.UPSERT, deletes);
        write(once, random, history);
        Changes replayed = created(CUSTOMERS, Mode.UPSERT, deletes);
        write(replayed, random, history);
        for (int i = 0; i < 2; i++) {
            write(replayed, random, history.subList(random.nextInt(history.size()), history.size()));
        }
        String[] columns = deletes == Deletes.SOFT
                ? new String[] {"id", "name", "city", "_freshet_position", "_freshet_deleted"}
                : new String[] {"id", "name", "city", "_freshet_position"};
        assertThat(rows(replayed, columns)).as("seed " + seed + ", " + deletes).isEqualTo(rows(once, columns));
    }

    /** Changes of a few keys that a real table could have seen. */
    private static List<SinkRow> history(RandomGenerator random, int changes) {
        Map<Integer, Object[]> alive = new TreeMap<>();
        List<SinkRow> history = new ArrayList<>();
        for (int i = 1; i <= changes; i++) {
            int id = random.nextInt(12);
            Object[] before = alive.get(id);
            if (before != null && random.nextInt(4) == 0) {
                history.add(delete(i, before));
                alive.remove(id);
            } else {
                Object[] after = {id, "name" + random.nextInt(1000), random.nextBoolean() ? "city" + i : null};
                history.add(before == null ? insert(i, after) : update(i, after));
                alive.put(id, after);
            }
        }
        return history;
    }

    /** In batches of random size, each compacted as the sink does. */
    private void write(Changes changes, RandomGenerator random, List<SinkRow> history) {
        for (int from = 0; from < history.size(); ) {
            int to = Math.min(history.size(), from + 1 + random.nextInt(15));
            Map<Object, SinkRow> last = new TreeMap<>();
            history.subList(from, to)
                    .forEach(row -> last.put(Objects.requireNonNull(row.change().values()[0]), row));
            session.write(changes.of(List.copyOf(last.values())));
            from = to;
        }
    }
}
