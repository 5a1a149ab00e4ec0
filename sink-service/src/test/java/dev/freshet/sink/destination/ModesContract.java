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
import dev.freshet.schema.TableSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

/** History or current state, hard or soft deletes, truncates. */
abstract class ModesContract extends ValuesContract {
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
}
