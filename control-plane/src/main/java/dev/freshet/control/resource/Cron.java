package dev.freshet.control.resource;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Moments by the five fields of cron: minute, hour, day of the month, month, day of the week, in UTC. Fields know {@code *}, lists, ranges,
 * steps, and names of months and days; 0 and 7 are Sunday. When both kinds of day are restricted, either of them is enough, as everywhere.
 * Read here and not by a library: those bring seconds, years and dialects of their own, which would have to be refused again.
 */
public final class Cron {
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    /** The 29th of February comes after eight years at the latest. */
    private static final int FARTHEST_DAYS = 8 * 366;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean eitherDay;

    private Cron(String[] fields) {
        minutes = field(fields[0], 0, 59, List.of());
        hours = field(fields[1], 0, 23, List.of());
        days = field(fields[2], 1, 31, List.of());
        months = field(fields[3], 1, 12, MONTHS);
        weekdays = field(fields[4], 0, 7, DAYS);
        if (weekdays.get(7)) {
            weekdays.set(0);
        }
        eitherDay = !fields[2].startsWith("*") && !fields[4].startsWith("*");
    }

    /** Empty when it cannot be read, or never comes (the 30th of February). */
    public static Optional<Cron> of(String expression) {
        String[] fields = expression.strip().toUpperCase(Locale.ROOT).split("\\s+");
        if (fields.length != 5) {
            return Optional.empty();
        }
        try {
            Cron cron = new Cron(fields);
            boolean comes = cron.day(LocalDate.EPOCH) != null;
            return comes ? Optional.of(cron) : Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    /** The first moment after this one. */
    public Instant next(Instant after) {
        ZonedDateTime minute =
                after.atZone(ZoneOffset.UTC).withSecond(0).withNano(0).plusMinutes(1);
        LocalDate today = minute.toLocalDate();
        LocalTime time = matches(today) ? time(minute.toLocalTime()) : null;
        LocalDate day = time == null ? day(today.plusDays(1)) : today;
        if (day == null) {
            throw new IllegalStateException("an expression that never comes is not read");
        }
        LocalTime first = time == null ? LocalTime.of(hours.nextSetBit(0), minutes.nextSetBit(0)) : time;
        return day.atTime(first).toInstant(ZoneOffset.UTC);
    }

    private @Nullable LocalTime time(LocalTime from) {
        int minute = hours.get(from.getHour()) ? minutes.nextSetBit(from.getMinute()) : -1;
        if (minute >= 0) {
            return LocalTime.of(from.getHour(), minute);
        }
        int hour = hours.nextSetBit(from.getHour() + 1);
        return hour < 0 ? null : LocalTime.of(hour, minutes.nextSetBit(0));
    }

    private @Nullable LocalDate day(LocalDate from) {
        for (int ahead = 0; ahead <= FARTHEST_DAYS; ahead++) {
            LocalDate day = from.plusDays(ahead);
            if (matches(day)) {
                return day;
            }
        }
        return null;
    }

    private boolean matches(LocalDate day) {
        boolean ofMonth = days.get(day.getDayOfMonth());
        boolean ofWeek = weekdays.get(day.getDayOfWeek().getValue() % 7);
        return months.get(day.getMonthValue()) && (eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek);
    }

    private static BitSet field(String text, int least, int most, List<String> names) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] stepped = part.split("/", -1);
            String[] range = stepped[0].split("-", -1);
            boolean all = stepped[0].equals("*");
            int from = all ? least : number(range[0], least, names);
            int to = all ? most : range.length > 1 ? number(range[1], least, names) : stepped.length > 1 ? most : from;
            int step = stepped.length > 1 ? Integer.parseInt(stepped[1]) : 1;
            if (stepped.length > 2 || range.length > 2 || step < 1 || from < least || to > most || from > to) {
                throw new IllegalArgumentException(part);
            }
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    private static int number(String text, int least, List<String> names) {
        int name = names.indexOf(text);
        return name < 0 ? Integer.parseInt(text) : name + least;
    }
}
