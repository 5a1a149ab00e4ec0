package dev.freshet.transform.eval;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates and times between their Java forms and texts. The session's zone is UTC. */
final class Temporal {
    static final long MICROS = 1_000_000L;
    private static final Pattern TIMESTAMP = Pattern.compile("([^ T]+)(?:[ T](.+?))?(Z|[+-]\\d{2}:\\d{2})?");

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

    static Integer date(String text) {
        String bare = text.strip();
        try {
            int end = bare.indexOf(' ') < 0 ? bare.indexOf('T') : bare.indexOf(' ');
            return Math.toIntExact(day(end < 0 ? bare : bare.substring(0, end)).toEpochDay());
        } catch (DateTimeException | NumberFormatException e) {
            throw new EvaluationException("a text is not DATE");
        }
    }

    /** Month and day may lack their leading zero, or be absent, as in Flink. */
    private static LocalDate day(String text) {
        String[] parts = text.split("-", -1);
        if (parts.length > 3 || parts[0].length() != 4) {
            throw new DateTimeException("no date");
        }
        return LocalDate.of(
                Integer.parseUnsignedInt(parts[0]),
                parts.length > 1 ? Integer.parseUnsignedInt(parts[1]) : 1,
                parts.length > 2 ? Integer.parseUnsignedInt(parts[2]) : 1);
    }

    static Long time(String text) {
        try {
            return clock(text.strip()).toNanoOfDay() / 1_000;
        } catch (DateTimeException e) {
            throw new EvaluationException("a text is not TIME");
        }
    }

    private static LocalTime clock(String text) {
        int colon = text.indexOf(':');
        return LocalTime.parse(colon == 1 ? "0" + text : text);
    }

    static long timestamp(String text) {
        Matcher parts = TIMESTAMP.matcher(text.strip());
        if (!parts.matches()) {
            throw new EvaluationException("a text is not TIMESTAMP");
        }
        try {
            LocalTime time = parts.group(2) == null ? LocalTime.MIDNIGHT : clock(parts.group(2));
            LocalDateTime local = day(parts.group(1)).atTime(time);
            int offset =
                    parts.group(3) == null ? 0 : ZoneOffset.of(parts.group(3)).getTotalSeconds();
            return micros(local.minusSeconds(offset));
        } catch (DateTimeException | NumberFormatException e) {
            throw new EvaluationException("a text is not TIMESTAMP");
        }
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
