package dev.freshet.local.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LanesTest {
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void aTableWaitsForItsStatementWhileOthersGoOn() throws InterruptedException {
        CountDownLatch altered = new CountDownLatch(1);
        CountDownLatch otherDone = new CountDownLatch(1);
        try (Lanes lanes = new Lanes(4, 10)) {
            lanes.submit(List.of("a"), () -> await(altered));
            lanes.submit(List.of("a", "b"), () -> done.add("a and b"));
            lanes.submit(List.of("b"), () -> done.add("b"));
            lanes.submit(List.of("c"), () -> {
                done.add("c");
                otherDone.countDown();
            });
            otherDone.await();
            altered.countDown();
            lanes.drain();
        }

        assertThat(done).containsExactly("c", "a and b", "b");
    }

    @Test
    void nothingOfATableRunsAfterAFailure() throws InterruptedException {
        try (Lanes lanes = new Lanes(4, 10)) {
            lanes.submit(List.of("a"), () -> {
                throw new IllegalStateException("no");
            });
            lanes.drain();

            assertThat(lanes.failure()).get().extracting(Throwable::getMessage).isEqualTo("no");
            assertThatThrownBy(() -> lanes.submit(List.of("a"), () -> done.add("a")))
                    .hasMessageContaining("earlier step failed");
            lanes.submit(List.of("b"), () -> done.add("b"));
            lanes.drain();
        }

        assertThat(done).containsExactly("b");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
