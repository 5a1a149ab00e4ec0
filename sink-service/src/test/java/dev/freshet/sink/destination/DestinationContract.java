package dev.freshet.sink.destination;

import static dev.freshet.sink.destination.Changes.delete;
import static dev.freshet.sink.destination.Changes.insert;
import static dev.freshet.sink.destination.Changes.row;
import static dev.freshet.sink.destination.Changes.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.event.Operation;
import dev.freshet.evolution.TableChange;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.SinkRow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** What the sink relies on. Every destination passes it on the real system. */
public abstract class DestinationContract extends ModesContract {
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

    /** How many histories are replayed. */
    protected int replays() {
        return 3;
    }

    @Test
    void replayingAnySuffixTwiceGivesTheSameTable() {
        for (Deletes deletes : Deletes.values()) {
            for (long seed = 1; seed <= replays(); seed++) {
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
