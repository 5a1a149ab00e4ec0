package dev.freshet.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ZonedTextTest {
    @Test
    void everyFormOfAMomentIsReadAsJavaTimeReadsIt() {
        for (String text : new String[] {
            "2026-01-01T00:00:00.Z",
            "1970-01-01T00:00:00Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59.999999Z",
            "2024-02-29T12:00:00Z",
            "2000-02-29T12:00:00.1Z",
            "1900-02-28T23:59:59Z",
            "2026-12-31T23:59:59.123456789Z",
            "2026-07-31T00:00:00.12Z",
            "2026-01-31T10:00:00+02:00",
            "2026-01-31T10:00-11:30",
            "1969-12-31T23:59:59.999999Z",
            "+12026-01-01T00:00:00Z"
        }) {
            assertThat(micros(text)).as(text).isEqualTo(expected(text));
        }
    }

    @Test
    void randomMomentsAreReadAsJavaTimeReadsThem() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            long second = random.nextLong(-62_135_596_800L, 253_402_300_800L);
            long nano = random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000) * 1000L;
            String text = OffsetDateTime.ofInstant(Instant.ofEpochSecond(second, nano), ZoneOffset.UTC)
                    .toString();
            assertThat(micros(text)).as(text).isEqualTo(expected(text));
        }
    }

    @Test
    void whatIsNoMomentIsRefusedWithoutQuotingIt() {
        for (String text : new String[] {
            "",
            "now",
            "2023-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-04-31T00:00:00Z",
            "2026-01-01T24:00:01Z",
            "2026-01-01T00:60:00Z",
            "2026-01-01 00:00:00Z",
            "2026-01-0aT00:00:00Z",
            "0000-00-00T00:00:00Z"
        }) {
            assertThatThrownBy(() -> micros(text))
                    .as(text)
                    .isInstanceOf(Misfit.class)
                    .hasMessage("is not an ISO date and time with zone");
        }
    }

    private static long expected(String text) {
        return ChronoUnit.MICROS.between(
                Instant.EPOCH, OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS));
    }

    private static long micros(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ZonedText.takeMicros(new Input(bytes, 0), bytes.length);
    }
}
