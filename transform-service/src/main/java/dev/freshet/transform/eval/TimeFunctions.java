package dev.freshet.transform.eval;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;

/** Functions of dates and times. Units are SQL's words as literals; a pattern that is a literal is compiled once. */
final class TimeFunctions {
    private static final DateTimeFormatter DEFAULT_PATTERN = pattern("yyyy-MM-dd HH:mm:ss");
    private static final int LONGEST_MONTH = 31;

    private TimeFunctions() {}

    static Evaluator compile(Function function, List<Expression> types, List<Evaluator> operands, DataType type) {
        return switch (function) {
            case EXTRACT -> extract(word(types.get(0)), types.get(1).type(), operands.get(1));
            case DATE_FORMAT -> format(types, operands);
            case TO_TIMESTAMP -> parse(types, operands, type);
            case TO_DATE -> parse(types, operands, type);
            case TIMESTAMPDIFF -> difference(word(types.get(0)), types, operands);
            case TIMESTAMPADD -> add(word(types.get(0)), types.get(2).type(), operands, type);
            default -> throw new IllegalArgumentException(function + " is not of times");
        };
    }

    private static String word(Expression literal) {
        return String.valueOf(((Expression.Literal) literal).value());
    }

    static boolean knowsUnit(String unit) {
        return switch (unit) {
            case "YEAR", "QUARTER", "MONTH", "WEEK", "DAY", "HOUR", "MINUTE", "SECOND" -> true;
            default -> false;
        };
    }

    /** What EXTRACT takes besides. */
    static boolean knowsPart(String unit) {
        return knowsUnit(unit)
                || switch (unit) {
                    case "DOW", "DOY", "ISODOW", "MILLISECOND", "MICROSECOND", "EPOCH" -> true;
                    default -> false;
                };
    }

    private static LocalDateTime local(Object value, DataType type) {
        return switch (type.kind()) {
            case DATE -> LocalDate.ofEpochDay((Integer) value).atStartOfDay();
            default -> Temporal.local(((Number) value).longValue());
        };
    }

    private static Evaluator extract(String unit, DataType type, Evaluator operand) {
        return row -> {
            Object value = operand.eval(row);
            return value == null ? null : part(unit, local(value, type));
        };
    }

    private static Long part(String unit, LocalDateTime at) {
        return switch (unit) {
            case "YEAR" -> (long) at.getYear();
            case "QUARTER" -> (long) at.get(IsoFields.QUARTER_OF_YEAR);
            case "MONTH" -> (long) at.getMonthValue();
            case "WEEK" -> (long) at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case "DAY" -> (long) at.getDayOfMonth();
            case "DOY" -> (long) at.getDayOfYear();
            case "ISODOW" -> (long) at.getDayOfWeek().getValue();
            // Sunday is 1
            case "DOW" ->
                (long) at.getDayOfWeek().plus(1).getValue() % 7 + (at.getDayOfWeek() == DayOfWeek.SATURDAY ? 7 : 0);
            case "HOUR" -> (long) at.getHour();
            case "MINUTE" -> (long) at.getMinute();
            case "SECOND" -> (long) at.getSecond();
            // within the second
            case "MILLISECOND" -> (long) at.getNano() / 1_000_000;
            case "MICROSECOND" -> (long) at.getNano() / 1_000;
            case "EPOCH" -> Math.floorDiv(Temporal.micros(at), Temporal.MICROS);
            default -> throw new IllegalArgumentException("no unit " + unit);
        };
    }

    private static DateTimeFormatter pattern(String pattern) {
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw new EvaluationException("the pattern is not one of dates and times");
        }
    }

    private static Evaluator pattern(List<Expression> types, List<Evaluator> operands) {
        if (operands.size() < 2) {
            return row -> DEFAULT_PATTERN;
        }
        if (types.get(1) instanceof Expression.Literal literal && literal.value() instanceof String text) {
            DateTimeFormatter once = pattern(text);
            return row -> once;
        }
        Evaluator operand = operands.get(1);
        return row -> {
            Object text = operand.eval(row);
            return text == null ? null : pattern((String) text);
        };
    }

    private static Evaluator format(List<Expression> types, List<Evaluator> operands) {
        Evaluator pattern = pattern(types, operands);
        Evaluator operand = operands.get(0);
        DataType type = types.get(0).type();
        return row -> {
            Object value = operand.eval(row);
            Object format = pattern.eval(row);
            if (value == null || format == null) {
                return null;
            }
            LocalDateTime at = local(value, type);
            try {
                return ((DateTimeFormatter) format).format(at);
            } catch (DateTimeException e) {
                throw new EvaluationException("the pattern of DATE_FORMAT needs a part that the value does not have");
            }
        };
    }

    /** As Flink's: a text that does not follow the pattern is NULL, not an error. */
    private static Evaluator parse(List<Expression> types, List<Evaluator> operands, DataType type) {
        Evaluator pattern = pattern(types, operands);
        Evaluator operand = operands.get(0);
        boolean date = type.kind() == DataType.Kind.DATE;
        boolean usual = operands.size() == 1;
        return row -> {
            Object text = operand.eval(row);
            Object format = pattern.eval(row);
            if (text == null || format == null) {
                return null;
            }
            try {
                if (usual) {
                    return date
                            ? Temporal.date((String) text)
                            : Temporal.cut(Temporal.timestamp((String) text), type.precision());
                }
                return Temporal.cut(
                        Temporal.micros(parsed((String) text, (DateTimeFormatter) format)), type.precision());
            } catch (EvaluationException | DateTimeException | ArithmeticException unparsable) {
                return null;
            }
        };
    }

    /** What the pattern leaves out is that of 1970-01-01T00:00; a text that does not follow it may still be one of JDBC's. */
    private static LocalDateTime parsed(String text, DateTimeFormatter format) {
        TemporalAccessor parts;
        try {
            parts = format.parse(text);
        } catch (DateTimeException other) {
            return Temporal.jdbc(text);
        }
        return LocalDateTime.of(
                part(parts, ChronoField.YEAR, 1970),
                part(parts, ChronoField.MONTH_OF_YEAR, 1),
                part(parts, ChronoField.DAY_OF_MONTH, 1),
                part(parts, ChronoField.HOUR_OF_DAY, 0),
                part(parts, ChronoField.MINUTE_OF_HOUR, 0),
                part(parts, ChronoField.SECOND_OF_MINUTE, 0),
                part(parts, ChronoField.NANO_OF_SECOND, 0));
    }

    private static int part(TemporalAccessor parts, ChronoField field, int otherwise) {
        return parts.isSupported(field) ? parts.get(field) : otherwise;
    }

    private static ChronoUnit unit(String unit) {
        return switch (unit) {
            case "YEAR" -> ChronoUnit.YEARS;
            case "QUARTER", "MONTH" -> ChronoUnit.MONTHS;
            case "WEEK" -> ChronoUnit.WEEKS;
            case "DAY" -> ChronoUnit.DAYS;
            case "HOUR" -> ChronoUnit.HOURS;
            case "MINUTE" -> ChronoUnit.MINUTES;
            case "SECOND" -> ChronoUnit.SECONDS;
            case "MILLISECOND" -> ChronoUnit.MILLIS;
            default -> throw new IllegalArgumentException("no unit " + unit);
        };
    }

    private static int times(String unit) {
        return unit.equals("QUARTER") ? 3 : 1;
    }

    private static Evaluator difference(String unit, List<Expression> types, List<Evaluator> operands) {
        DataType from = types.get(1).type();
        DataType to = types.get(2).type();
        boolean months = unit(unit).compareTo(ChronoUnit.MONTHS) >= 0;
        int divisor = unit.equals("YEAR") ? 12 : times(unit);
        long millis = unit(unit).getDuration().toMillis();
        return row -> {
            Object start = operands.get(1).eval(row);
            Object end = operands.get(2).eval(row);
            if (start == null || end == null) {
                return null;
            }
            LocalDateTime first = local(start, from).truncatedTo(ChronoUnit.MILLIS);
            LocalDateTime last = local(end, to).truncatedTo(ChronoUnit.MILLIS);
            long units = months ? months(last, first) / divisor : ChronoUnit.MILLIS.between(first, last) / millis;
            return Arithmetic.integer(units, DataType.INT);
        };
    }

    /** As Calcite counts, which Flink follows: the 28th of February is a month behind the 31st of January, and the other way round. */
    private static long months(LocalDateTime to, LocalDateTime from) {
        long months = months(to.toLocalDate(), from.toLocalDate());
        boolean sameDay = from.toLocalDate().plusMonths(months).equals(to.toLocalDate());
        return sameDay && to.toLocalTime().isBefore(from.toLocalTime()) ? months - 1 : months;
    }

    private static long months(LocalDate to, LocalDate from) {
        if (to.isBefore(from)) {
            return -months(from, to);
        }
        long months = (to.toEpochDay() - from.toEpochDay()) / LONGEST_MONTH;
        while (from.plusMonths(months).isBefore(to)
                && !from.plusMonths(months + 1).isAfter(to)) {
            months++;
        }
        return months;
    }

    private static Evaluator add(String unit, DataType from, List<Evaluator> operands, DataType type) {
        ChronoUnit step = unit(unit);
        return row -> {
            Object count = operands.get(1).eval(row);
            Object value = operands.get(2).eval(row);
            if (count == null || value == null) {
                return null;
            }
            try {
                LocalDateTime moved =
                        local(value, from).plus(Math.multiplyExact(((Number) count).longValue(), times(unit)), step);
                return type.kind() == DataType.Kind.DATE
                        ? (Object) Math.toIntExact(moved.toLocalDate().toEpochDay())
                        : (Object) Temporal.micros(moved);
            } catch (DateTimeException | ArithmeticException e) {
                throw new EvaluationException("a time does not fit into " + type);
            }
        };
    }
}
