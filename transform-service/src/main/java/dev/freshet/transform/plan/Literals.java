package dev.freshet.transform.plan;

import dev.freshet.transform.eval.DataType;
import dev.freshet.transform.eval.Expression;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.parser.SqlParserUtil;
import org.apache.calcite.util.BitString;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Literals in the Java form of their type. */
final class Literals {
    private static final long MICROS_PER_SECOND = 1_000_000L;

    Expression read(SqlLiteral literal, DataType type) {
        return new Expression.Literal(SqlUtil.isNullLiteral(literal, false) ? null : value(literal, type), type);
    }

    private static @Nullable Object value(SqlLiteral literal, DataType type) {
        return switch (type.kind()) {
            case NULL -> null;
            case BOOLEAN -> literal.getValueAs(Boolean.class);
            case TINYINT, SMALLINT, INT -> number(literal).intValueExact();
            case BIGINT -> number(literal).longValueExact();
            case DECIMAL -> number(literal).setScale(type.scale());
            case FLOAT -> number(literal).floatValue();
            case DOUBLE -> number(literal).doubleValue();
            case CHAR, VARCHAR -> text(literal);
            case VARBINARY -> literal.getValueAs(BitString.class).getAsByteArray();
            case DATE -> literal.getValueAs(DateString.class).getDaysSinceEpoch();
            case TIME -> micros(literal.getValueAs(TimeString.class));
            case TIMESTAMP, TIMESTAMP_LTZ -> micros(literal.getValueAs(TimestampString.class));
        };
    }

    private static BigDecimal number(SqlLiteral literal) {
        return literal.getValueAs(BigDecimal.class);
    }

    static String text(SqlLiteral literal) {
        return literal.getValueAs(NlsString.class).getValue();
    }

    private static long micros(TimeString time) {
        return time.getMillisOfDay() * 1_000L + rest(time.toString());
    }

    /** {@code 2020-01-31 23:59:59.123456}; Calcite's own number stops at milliseconds. */
    private static long micros(TimestampString moment) {
        String text = moment.toString();
        long day = LocalDate.parse(text.substring(0, 10)).toEpochDay();
        int hours = Integer.parseInt(text.substring(11, 13));
        int minutes = Integer.parseInt(text.substring(14, 16));
        int seconds = Integer.parseInt(text.substring(17, 19));
        return (((day * 24 + hours) * 60 + minutes) * 60 + seconds) * MICROS_PER_SECOND + fraction(text);
    }

    private static long fraction(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? 0 : Long.parseLong((text.substring(dot + 1) + "000000").substring(0, 6));
    }

    private static long rest(String text) {
        return fraction(text) % 1_000;
    }

    /** Unit and count, as TIMESTAMPADD takes them. */
    List<Expression> interval(SqlLiteral literal, boolean negative) {
        SqlIntervalLiteral.IntervalValue interval = literal.getValueAs(SqlIntervalLiteral.IntervalValue.class);
        SqlIntervalQualifier qualifier = interval.getIntervalQualifier();
        boolean months = qualifier.timeUnitRange == TimeUnitRange.YEAR
                || qualifier.timeUnitRange == TimeUnitRange.MONTH
                || qualifier.timeUnitRange == TimeUnitRange.YEAR_TO_MONTH
                || qualifier.timeUnitRange == TimeUnitRange.QUARTER;
        long count = months ? SqlParserUtil.intervalToMonths(interval) : SqlParserUtil.intervalToMillis(interval);
        return List.of(
                new Expression.Literal(months ? "MONTH" : "MILLISECOND", DataType.STRING),
                new Expression.Literal(negative ? -count : count, DataType.BIGINT));
    }
}
