package dev.freshet.sink.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.event.Operation;
import dev.freshet.evolution.TableChange;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.apply.KeylessTable.Row;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.batch.OffsetRange;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.deadletter.DeadLetter;
import dev.freshet.sink.destination.DestinationSession;
import dev.freshet.sink.destination.InMemoryDestination;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NamedKeyReaderTest {
    private static final TableName TABLE = new TableName("shop", "log");

    private final KeylessTable source = new KeylessTable();
    private final TableSchema schema = new TableSchema(source.decoder().table().columns(), List.of("k"), false);

    @Test
    void anUpdateOfTheKeyTakesTheRowFromOneToTheOther() {
        Row row = source.insert(1, "a");
        source.records();
        source.commit();
        source.update(row, 2, "a");
        assertThat(texts(read(source.records()))).containsExactly("d1", "u2");
    }

    @Test
    void rowsThatSwapTheirKeysBothStay() {
        Row one = source.insert(1, "a");
        Row two = source.insert(2, "b");
        source.commit();
        source.records();
        source.update(one, 2, "a");
        source.update(two, 1, "b");
        assertThat(texts(read(source.records()))).containsExactlyInAnyOrder("u1", "u2");
    }

    @Test
    void whatCameAndWentLeavesNothing() {
        Row row = source.insert(1, "a");
        source.update(row, 1, "b");
        source.delete(row);
        assertThat(read(source.records()).rows()).isEmpty();
    }

    @Test
    void aRowWithNullInItsKeyIsADeadLetterUntilItHasAValue() {
        Row row = source.insert(null, "a");
        NamedKeyReader reader = read(source.records());
        assertThat(reader.rows()).isEmpty();
        assertThat(reader.rejected()).singleElement().satisfies(letter -> {
            assertThat(letter.cause()).contains("'k'", "NULL");
            assertThat(letter.mend()).isNotBlank();
        });
        source.update(row, 5, "a");
        source.update(row, null, "a");
        NamedKeyReader later = read(source.records());
        assertThat(texts(later)).isEmpty();
        assertThat(later.rejected()).hasSize(1);
        source.delete(row);
        assertThat(read(source.records()).rejected()).isEmpty();
    }

    @Test
    void ofADeadLetterOnlyWhatItRemovesIsRead() {
        Row row = source.insert(1, "a");
        source.records();
        source.update(row, 2, "a");
        List<Arrival> update = source.records();
        NamedKeyReader reader = new NamedKeyReader("t", source.decoder(), schema, new HashSet<>(update));
        reader.read(update);
        assertThat(texts(reader)).containsExactly("d1");
        source.update(row, 2, "b");
        List<Arrival> inPlace = source.records();
        NamedKeyReader kept = new NamedKeyReader("t", source.decoder(), schema, new HashSet<>(inPlace));
        kept.read(inPlace);
        assertThat(kept.rows()).isEmpty();
    }

    @Test
    void rowsThatStayAlikeAreNoticedAndTheLastIsKept() {
        source.insert(1, "a");
        source.insert(1, "b");
        source.commit();
        source.insert(2, "c");
        NamedKeyReader reader = read(source.records());
        assertThat(reader.alike()).isTrue();
        assertThat(texts(reader)).containsExactly("c1", "c2");
        assertThat(reader.rows().getFirst().change().values()[1]).isEqualTo("b");
        assertThat(reader.rows().getFirst().more()).isEqualTo(2);
    }

    @Test
    void rowsThatAreAlikeWithinATransactionOnlyAreNoMatter() {
        Row one = source.insert(1, "a");
        Row two = source.insert(2, "b");
        source.commit();
        source.update(one, 2, "a");
        source.update(two, 3, "b");
        assertThat(read(source.records()).alike()).isFalse();
    }

    /** Keys that are unique at each commit, whatever they are in between; wherever batches are cut, also within a transaction. */
    @Test
    void everyHistoryEndsAsTheSourceWhereverBatchesAreCut() {
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            KeylessTable table = new KeylessTable();
            List<Arrival> history = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                transaction(table, random);
                table.commit();
                history.addAll(table.records());
            }
            Set<String> expected = new TreeSet<>();
            table.rows.forEach(row -> expected.add(row.toString()));
            assertThat(written(table, history, random)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private Set<String> written(KeylessTable table, List<Arrival> history, Random random) {
        Set<String> rows = new TreeSet<>();
        try (InMemoryDestination destination = new InMemoryDestination();
                DestinationSession session = destination.connect()) {
            session.evolve(batch(List.of(), 0, 0), List.of(new TableChange.CreateTable(schema)));
            for (int at = 0; at < history.size(); ) {
                int to = Math.min(history.size(), at + 1 + random.nextInt(6));
                NamedKeyReader reader = new NamedKeyReader("t", table.decoder(), schema, Set.of());
                reader.read(history.subList(at, to));
                session.write(batch(reader.rows(), at, to));
                at = to;
            }
            destination.rows(TABLE).forEach(row -> rows.add(row.get("k") + "=" + row.get("v")));
            assertThat(destination.rows(TABLE)).hasSameSizeAs(rows);
        }
        return rows;
    }

    private SinkBatch batch(List<SinkRow> rows, long from, long to) {
        return new SinkBatch(
                "p", "t", TABLE, schema, Mode.UPSERT, Deletes.HARD, rows, Map.of(0, new OffsetRange(from, to)));
    }

    private static void transaction(KeylessTable table, Random random) {
        List<Row> rows = new ArrayList<>(table.rows);
        Collections.shuffle(rows, random);
        if (rows.size() < 3) {
            insert(table, random);
            return;
        }
        Row one = rows.get(0);
        Row two = rows.get(1);
        switch (random.nextInt(8)) {
            case 0, 1 -> insert(table, random);
            case 2 -> table.delete(one);
            case 3 -> table.update(one, one.k, "v" + random.nextInt(3));
            case 4 -> {
                Integer first = one.k;
                table.update(one, two.k, one.v);
                table.update(two, first, two.v);
            }
            case 5 -> rows.forEach(row -> table.update(row, row.k == null ? null : row.k + 1, row.v));
            case 6 -> {
                table.update(one, two.k, one.v);
                table.delete(two);
            }
            default -> {
                Integer free = table.rows.stream()
                                .mapToInt(row -> row.k == null ? 0 : row.k)
                                .max()
                                .orElse(0)
                        + 1;
                table.update(one, two.k, "moved");
                table.update(two, free, "moved on");
                table.update(one, free + 1, "moved on too");
                table.delete(two);
                insert(table, random);
            }
        }
    }

    private static void insert(KeylessTable table, Random random) {
        Set<Integer> taken = new HashSet<>();
        table.rows.forEach(row -> taken.add(row.k));
        int k = random.nextInt(4);
        while (taken.contains(k)) {
            k++;
        }
        table.insert(k, "v" + random.nextInt(3));
    }

    private NamedKeyReader read(List<Arrival> records) {
        NamedKeyReader reader = new NamedKeyReader("t", source.decoder(), schema, Set.of());
        reader.read(records);
        return reader;
    }

    private static List<String> texts(NamedKeyReader reader) {
        assertThat(reader.rejected().stream().map(DeadLetter::cause).filter(cause -> !cause.contains("NULL")))
                .isEmpty();
        return reader.rows().stream()
                .map(row -> (row.change().operation() == Operation.DELETE
                                ? "d"
                                : row.change().operation().code())
                        + row.change().values()[0])
                .toList();
    }
}
