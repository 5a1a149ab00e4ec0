package dev.freshet.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.time.ZonedTimestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IsoMomentTest {
    @Test
    void everyUsualMomentIsWrittenAsDebeziumWritesIt() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            ZonedDateTime moment = Instant.ofEpochSecond(
                            random.nextLong(Integer.MAX_VALUE),
                            random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000_000))
                    .atZone(ZoneOffset.UTC);
            int digits = 1 + random.nextInt(9);
            assertThat(IsoMoment.isUsual(moment, digits)).isTrue();
            assertThat(IsoMoment.text(moment, digits))
                    .isEqualTo(ZonedTimestamp.toIsoString(moment, ZoneOffset.UTC, null, digits));
        }
    }

    @Test
    void whatIsUnusualIsLeftToDebezium() {
        ZonedDateTime moment = Instant.EPOCH.atZone(ZoneOffset.UTC);
        assertThat(IsoMoment.isUsual(moment, 0))
                .as("as many digits as it takes")
                .isFalse();
        assertThat(IsoMoment.isUsual(moment, 10)).isFalse();
        assertThat(IsoMoment.isUsual(moment.withZoneSameInstant(ZoneId.of("Europe/Paris")), 6))
                .isFalse();
        assertThat(IsoMoment.isUsual(moment.withYear(10_000), 6)).isFalse();
    }
}
