package dev.freshet.sink.destination;

import static dev.freshet.sink.destination.Changes.insert;
import static dev.freshet.sink.destination.Changes.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.OffsetRange;
import dev.freshet.sink.batch.SinkBatch;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Offsets move with the rows, and are the fence between writers. */
abstract class OffsetsContract extends EvolutionContract {
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
}
