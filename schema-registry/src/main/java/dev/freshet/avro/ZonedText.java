package dev.freshet.avro;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** ISO date and time with zone, as Debezium's ZonedTimestamp has it, to microseconds since 1970 UTC. */
final class ZonedText {
    private static final int WHOLE_SECONDS = "2020-01-31T23:59:59Z".length();
    private static final int BAD = -1;

    private ZonedText() {}

    /** Reads a text of this length: the usual form digit by digit, anything else by java.time. */
    static long takeMicros(Input in, int length) {
        long micros = usual(in, length);
        if (micros != Long.MIN_VALUE) {
            in.skip(length);
            return micros;
        }
        try {
            Instant instant = OffsetDateTime.parse(in.text(length)).toInstant();
            return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000L);
        } catch (DateTimeException | ArithmeticException e) {
            // the cause is dropped on purpose: its message quotes the value
            throw new Misfit("is not an ISO date and time with zone");
        }
    }

    /** {@code yyyy-mm-ddThh:mm:ss[.f]Z} with up to nine digits of fraction, or {@link Long#MIN_VALUE}. */
    private static long usual(Input in, int length) {
        if (length < WHOLE_SECONDS || length > WHOLE_SECONDS + 10 || !punctuated(in, length)) {
            return Long.MIN_VALUE;
        }
        int year = number(in, 0, 4);
        int month = number(in, 5, 2);
        int day = number(in, 8, 2);
        int hour = number(in, 11, 2);
        int minute = number(in, 14, 2);
        int second = number(in, 17, 2);
        int micro = fraction(in, length);
        if (year == BAD || month < 1 || month > 12 || day < 1 || day > surelyInMonth(month)) {
            return Long.MIN_VALUE;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 || micro == BAD) {
            return Long.MIN_VALUE;
        }
        return ((days(year, month, day) * 24 + hour) * 60 + minute) * 60_000_000L + second * 1_000_000L + micro;
    }

    /** Whether there is a 29th of February is left to java.time. */
    private static int surelyInMonth(int month) {
        return month == 2 ? 28 : 30 + (month + month / 8 & 1);
    }

    private static boolean punctuated(Input in, int length) {
        return in.peek(4) == '-'
                && in.peek(7) == '-'
                && in.peek(10) == 'T'
                && in.peek(13) == ':'
                && in.peek(16) == ':'
                && in.peek(length - 1) == 'Z'
                && (length == WHOLE_SECONDS || length > WHOLE_SECONDS + 1 && in.peek(19) == '.');
    }

    private static int number(Input in, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = in.peek(i) - '0';
            if (digit < 0 || digit > 9) {
                return BAD;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static int fraction(Input in, int length) {
        int digits = Math.max(0, length - 1 - WHOLE_SECONDS);
        int value = number(in, WHOLE_SECONDS, digits);
        for (int i = digits; i < 6 && value != BAD; i++) {
            value *= 10;
        }
        for (int i = digits; i > 6 && value != BAD; i--) {
            value /= 10;
        }
        return value;
    }

    /** Days since 1970-01-01 in the proleptic Gregorian calendar, counted in years that begin in March. */
    private static long days(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int monthFromMarch = (month + 9) % 12;
        return 365L * y
                + Math.floorDiv(y, 4)
                - Math.floorDiv(y, 100)
                + Math.floorDiv(y, 400)
                + (153 * monthFromMarch + 2) / 5
                + day
                - 1
                - 719_468;
    }
}
