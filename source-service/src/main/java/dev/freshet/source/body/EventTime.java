package dev.freshet.source.body;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** When an event happened, as senders write it. */
final class EventTime {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant AFTER = Instant.parse("9999-12-31T00:00:00Z");

    private EventTime() {}

    /** In microseconds; null when it is none: an ISO date and time with a zone, or a number of milliseconds since 1970. */
    static @Nullable Instant of(Object value) {
        Instant time = switch (value) {
            case String text -> ofText(text);
            case Integer millis -> Instant.ofEpochMilli(millis);
            case Long millis -> Instant.ofEpochMilli(millis);
            case Double millis -> ofFraction(millis);
            default -> null;
        };
        return time == null || time.isBefore(FIRST) || time.isAfter(AFTER) ? null : time.truncatedTo(ChronoUnit.MICROS);
    }

    private static @Nullable Instant ofText(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Browsers measure fractions of a millisecond. */
    private static @Nullable Instant ofFraction(double millis) {
        if (Math.abs(millis) > 1e15) {
            return null;
        }
        long micros = BigDecimal.valueOf(millis).movePointRight(3).longValue();
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
