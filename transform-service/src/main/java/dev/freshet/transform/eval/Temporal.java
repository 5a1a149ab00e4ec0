package dev.freshet.transform.eval;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times between their Java forms and texts. The session's zone is UTC. */
final class Temporal {
    static final long MICROS = 1_000_000L;
    private static final int LAST_YEAR = 9_999;
    private static final Pattern JDBC =
            Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})(?: (\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{1,9}))?)?");
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-[MM][M]-[dd][d]")
            .optionalStart()
            .appendPattern(" [HH][H]:[mm][m]:[ss][s]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    private Temporal() {}

    static LocalDateTime local(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS), (int) (Math.floorMod(micros, MICROS) * 1_000), ZoneOffset.UTC);
    }

    static long micros(LocalDateTime local) {
        return Math.addExact(Math.multiplyExact(local.toEpochSecond(ZoneOffset.UTC), MICROS), local.getNano() / 1_000L);
    }

    static int day(long micros, long perDay) {
        return Math.toIntExact(Math.floorDiv(micros, perDay));
    }

    /** Without the digits of the second's fraction that a precision does not have. */
    static Object cut(long micros, int precision) {
        long unit = 1;
        for (int i = precision; i < 6; i++) {
            unit *= 10;
        }
        return micros - Math.floorMod(micros, unit);
    }

    /** As Flink reads dates: the year alone, or year and month, will do; what follows a space is not looked at. */
    static Integer date(String text) {
        String bare = text.strip();
        int space = bare.indexOf(' ');
        String[] parts = (space > 0 ? bare.substring(0, space) : bare).split("-", 3);
        try {
            int year = whole(parts[0]);
            if (year > LAST_YEAR) {
                throw new DateTimeException("no year");
            }
            LocalDate date =
                    LocalDate.of(year, parts.length > 1 ? whole(parts[1]) : 1, parts.length > 2 ? whole(parts[2]) : 1);
            return Math.toIntExact(date.toEpochDay());
        } catch (DateTimeException | NumberFormatException e) {
            throw new EvaluationException("a text is not DATE");
        }
    }

    private static int whole(String text) {
        String digits = text.strip();
        if (digits.startsWith("+")) {
            throw new DateTimeException("a sign");
        }
        return Integer.parseUnsignedInt(digits);
    }

    /** @throws EvaluationException when it is no timestamp; a day that its month does not have is the last one that it has */
    static long timestamp(String text) {
        try {
            TemporalAccessor parts = TIMESTAMP.parse(text);
            LocalTime time = parts.query(TemporalQueries.localTime());
            return micros(LocalDate.from(parts).atTime(time == null ? LocalTime.MIDNIGHT : time));
        } catch (DateTimeException e) {
            throw new EvaluationException("a text is not TIMESTAMP");
        }
    }

    /**
     * As {@code java.sql.Timestamp} and {@code java.sql.Date} read a text, without their zone: a day that its month does not have is one of the next month.
     *
     * @throws DateTimeException when it is none
     */
    static LocalDateTime jdbc(String text) {
        Matcher parts = JDBC.matcher(text.strip());
        if (!parts.matches()) {
            throw new DateTimeException("no timestamp");
        }
        int month = Integer.parseInt(parts.group(2));
        int day = Integer.parseInt(parts.group(3));
        if (month < 1 || month > 12 || day < 1 || day > 31) {
            throw new DateTimeException("no date");
        }
        LocalDate date =
                LocalDate.of(Integer.parseInt(parts.group(1)), month, 1).plusDays(day - 1L);
        if (parts.group(4) == null) {
            return date.atStartOfDay();
        }
        String fraction = parts.group(7) == null ? "" : parts.group(7);
        return date.atTime(LocalTime.of(
                Integer.parseInt(parts.group(4)),
                Integer.parseInt(parts.group(5)),
                Integer.parseInt(parts.group(6)),
                Integer.parseInt((fraction + "000000000").substring(0, 9))));
    }

    static String dateText(int day) {
        return LocalDate.ofEpochDay(day).toString();
    }

    static String timeText(long micros, int precision) {
        LocalTime time = LocalTime.ofNanoOfDay(micros * 1_000);
        return DateTimeFormatter.ofPattern("HH:mm:ss").format(time)
                + fraction(time.get(ChronoField.MICRO_OF_SECOND), precision);
    }

    private static final DateTimeFormatter TO_SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    static String timestampText(long micros, int precision) {
        LocalDateTime local = local(micros);
        return TO_SECOND.format(local) + fraction(local.get(ChronoField.MICRO_OF_SECOND), precision);
    }

    private static String fraction(int micros, int precision) {
        if (precision == 0) {
            return "";
        }
        String digits = String.format("%06d", micros) + "000";
        return "." + digits.substring(0, Math.min(precision, 9));
    }
}
