package dev.freshet.source.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.source.body.EventId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenIdsTest {
    private static final class Hand extends Clock {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final Hand clock = new Hand();
    private final SeenIds seen = new SeenIds(Duration.ofMinutes(1), clock);

    private static EventId id(long number) {
        return new EventId(number, -number);
    }

    @Test
    void anIdIsRememberedForTheWindowAndForgottenAfterTwo() {
        clock.now = clock.now.plusSeconds(59);
        seen.add(id(1));
        clock.now = clock.now.plusSeconds(60);
        assertThat(seen.contains(id(1))).isTrue();
        clock.now = clock.now.plusSeconds(61);
        assertThat(seen.contains(id(1))).isFalse();
    }

    @Test
    void aLongSilenceForgetsAll() {
        seen.add(id(1));
        clock.now = clock.now.plusSeconds(600);
        assertThat(seen.contains(id(1))).isFalse();
    }

    @Test
    void withTooManyTheOldestGoFirst() {
        seen.limit(100);
        for (int i = 0; i < 250; i++) {
            seen.add(id(i));
        }
        assertThat(seen.contains(id(249))).isTrue();
        assertThat(seen.contains(id(150))).isTrue();
        assertThat(seen.contains(id(50))).isFalse();
        assertThat(seen.forgottenEarly()).isEqualTo(2);
    }

    @Test
    void theSetHoldsWhatAHashSetHolds() {
        Random random = new Random(1);
        IdSet ours = new IdSet();
        Set<EventId> theirs = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            // few low words, and the id of zeroes, too
            EventId id = new EventId(random.nextInt(300), random.nextInt(300));
            if (random.nextBoolean()) {
                ours.add(id);
                theirs.add(id);
            }
            assertThat(ours.contains(id)).isEqualTo(theirs.contains(id));
        }
        assertThat(ours.size()).isEqualTo(theirs.size());
    }
}
