package dev.freshet.ddl.mysql;

import dev.freshet.schema.ColumnType;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnDefinitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ConstantContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DefaultColumnConstraintContext;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What rows that are there hold in a new column: its constant default, or MySQL's empty value where it is NOT NULL without one. Of
 * types whose literals are not plain numbers, texts or dates it is left to the source, which knows.
 */
final class Initial {
    private Initial() {}

    static @Nullable Object of(ColumnDefinitionContext definition, ColumnType type, boolean nullable) {
        for (var constraint : definition.columnConstraint()) {
            if (constraint instanceof DefaultColumnConstraintContext with) {
                ConstantContext constant = with.defaultValue().constant();
                return constant == null || with.defaultValue().NULL_LITERAL() != null ? null : value(constant, type);
            }
        }
        return nullable || SilentValues.in(definition) ? null : empty(type);
    }

    private static @Nullable Object empty(ColumnType type) {
        return switch (type) {
            case ColumnType.Text() -> "";
            case ColumnType.Bool() -> false;
            case ColumnType.Int i -> parsed("0", type);
            case ColumnType.Decimal d -> parsed("0", type);
            case ColumnType.Real r -> parsed("0", type);
            default -> null;
        };
    }

    private static @Nullable Object value(ConstantContext constant, ColumnType type) {
        String text = constant.getText();
        boolean quoted = text.length() > 1 && (text.startsWith("'") || text.startsWith("\""));
        String mark = text.substring(0, 1);
        String plain = quoted ? text.substring(1, text.length() - 1).replace(mark + mark, mark) : text;
        try {
            return parsed(plain, type);
        } catch (NumberFormatException | java.time.DateTimeException other) {
            return null;
        }
    }

    private static @Nullable Object parsed(String text, ColumnType type) {
        String number = switch (text.toUpperCase(Locale.ROOT)) {
            case "TRUE" -> "1";
            case "FALSE" -> "0";
            default -> text;
        };
        return switch (type) {
            case ColumnType.Text() -> text;
            case ColumnType.Int(int bits) -> whole(new BigDecimal(number), bits);
            case ColumnType.Decimal(int precision, int scale) ->
                new BigDecimal(number).setScale(scale, RoundingMode.HALF_UP);
            case ColumnType.Real(int bits) -> real(number, bits);
            case ColumnType.Date() -> Math.toIntExact(LocalDate.parse(text).toEpochDay());
            default -> null;
        };
    }

    // boxed one by one: a conditional would make both of the wider type
    private static Object whole(BigDecimal number, int bits) {
        BigDecimal rounded = number.setScale(0, RoundingMode.HALF_UP);
        if (bits == 64) {
            return rounded.longValue();
        }
        return rounded.intValue();
    }

    private static Object real(String number, int bits) {
        if (bits == 32) {
            return Float.valueOf(number);
        }
        return Double.valueOf(number);
    }
}
