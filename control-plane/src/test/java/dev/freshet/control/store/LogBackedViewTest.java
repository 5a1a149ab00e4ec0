package dev.freshet.control.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.json.ResourceJson;
import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.SourceSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogBackedViewTest {
    private static final ResourceId LAKE = new ResourceId(Kind.DESTINATION, "lake");
    private static final Duration LONG = Duration.ofSeconds(20);

    private final ResourceJson json = new ResourceJson();
    private final List<SkippedRecord> skipped = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final LogBackedView view = new LogBackedView(json::fromLog, skipped::add);

    @Test
    void theLastRecordOfAKeyWins() {
        put(LAKE, 1, 4, 0);
        put(LAKE, 2, 4, 1);
        assertThat(generation()).isEqualTo(2);
        assertThat(view.partition(LAKE)).contains(4);
        assertThat(view.all(DestinationSpec.class)).hasSize(1);
        assertThat(view.all(SourceSpec.class)).isEmpty();
        view.accept(LAKE.key(), null, 4, 2);
        assertThat(view.find(LAKE, DestinationSpec.class)).isEmpty();
        assertThat(view.partition(LAKE)).isEmpty();
    }

    @Test
    void aReplayedRecordDoesNotTurnTimeBack() {
        put(LAKE, 1, 4, 0);
        put(LAKE, 2, 4, 1);
        put(LAKE, 1, 4, 0);
        assertThat(generation()).isEqualTo(2);
    }

    @Test
    void poisonedRecordsAreSkippedAndTold() {
        put(LAKE, 1, 4, 0);
        view.accept(LAKE.key(), "{broken".getBytes(StandardCharsets.UTF_8), 4, 1);
        view.accept("nonsense", new byte[0], 4, 2);
        view.accept(null, new byte[0], 4, 3);
        put(new ResourceId(Kind.DESTINATION, "later"), 1, 4, 4);
        assertThat(generation()).isEqualTo(1);
        assertThat(view.all(DestinationSpec.class)).hasSize(2);
        assertThat(skipped).extracting(SkippedRecord::offset).containsExactly(1L, 2L, 3L);
        assertThat(skipped).allSatisfy(record -> assertThat(record.reason()).isNotBlank());
    }

    @Test
    void readyOnceEveryPartitionWasReadToTheEndItHad() {
        assertThat(view.ready()).isFalse();
        put(LAKE, 1, 4, 0);
        view.startedAt(Map.of(3, 0L, 4, 2L));
        assertThat(view.ready()).isFalse();
        view.accept("nonsense", null, 4, 1);
        assertThat(view.ready()).isTrue();
    }

    @Test
    void readyOnceListenersKnowWhatTheLogSays() {
        List<Boolean> readyWhenTold = new ArrayList<>();
        view.listen((id, resource, partition) -> readyWhenTold.add(view.ready()));
        put(LAKE, 1, 4, 0);
        view.startedAt(Map.of(4, 1L));
        assertThat(readyWhenTold).containsExactly(false);
        assertThat(view.ready()).isTrue();
    }

    @Test
    void aHoleAtTheEndCanBePassed() {
        view.startedAt(Map.of(4, 7L));
        view.passed(4, 7);
        assertThat(view.ready()).isTrue();
        put(LAKE, 1, 4, 5);
        assertThat(generation())
                .as("a record that was still on its way is not lost")
                .isEqualTo(1);
    }

    @Test
    void listenersAreToldTheOutcomeOfThePastThenEveryChange() {
        view.listen(this::listen);
        put(LAKE, 1, 4, 0);
        put(LAKE, 2, 4, 1);
        assertThat(told).isEmpty();
        view.startedAt(Map.of(4, 2L));
        assertThat(told).containsExactly("destination/lake 2 in 4");
        put(LAKE, 3, 4, 2);
        view.accept(LAKE.key(), null, 4, 3);
        assertThat(told)
                .containsExactly("destination/lake 2 in 4", "destination/lake 3 in 4", "destination/lake gone in 4");
    }

    @Test
    void aLateListenerIsToldWhatThereIsOnce() {
        view.startedAt(Map.of(4, 0L));
        put(LAKE, 1, 4, 0);
        view.listen(this::listen);
        assertThat(told).containsExactly("destination/lake 1 in 4");
    }

    @Test
    void aFailingListenerDoesNotStopTheOthers() {
        view.startedAt(Map.of());
        view.listen((id, resource, partition) -> {
            throw new IllegalStateException("a bug in a listener, thrown by this test");
        });
        view.listen(this::listen);
        put(LAKE, 1, 4, 0);
        assertThat(told).hasSize(1);
        assertThat(skipped).isEmpty();
    }

    @Test
    void awaitOffsetReturnsWhenTheRecordWasFolded() throws Exception {
        CompletableFuture<Boolean> seen = CompletableFuture.supplyAsync(() -> {
            try {
                return view.awaitOffset(4, 1, LONG);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        put(LAKE, 1, 4, 0);
        assertThat(view.awaitOffset(4, 0, LONG)).isTrue();
        put(LAKE, 2, 4, 1);
        assertThat(seen.get()).isTrue();
        assertThat(view.awaitOffset(4, 2, Duration.ofMillis(5))).isFalse();
    }

    private long generation() {
        return view.find(LAKE, DestinationSpec.class).orElseThrow().generation();
    }

    private void put(ResourceId id, long generation, int partition, long offset) {
        DestinationSpec spec = new DestinationSpec("duckdb", "/a", null, null, null, null, null, Map.of());
        Resource<?> resource = new Resource<>(id, generation, false, 0, Instant.EPOCH, Instant.EPOCH, spec);
        view.accept(id.key(), json.toLog(resource), partition, offset);
    }

    private void listen(ResourceId id, @Nullable Resource<?> resource, int partition) {
        told.add(id + " " + (resource == null ? "gone" : resource.generation()) + " in " + partition);
    }
}
