package dev.freshet.ddl.mysql;

import dev.freshet.schema.ColumnType;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.CollectionDataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnDefinitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ConstantContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DefaultColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DimensionDataTypeContext;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What rows that are there hold in a new column: its constant default, or MySQL's empty value where it is NOT NULL without one. */
final class Initial {
    private Initial() {}

    static @Nullable Object of(ColumnDefinitionContext definition, ColumnType type, boolean nullable) {
        DataTypeContext declared = definition.dataType();
        for (var constraint : definition.columnConstraint()) {
            if (constraint instanceof DefaultColumnConstraintContext with) {
                ConstantContext constant = with.defaultValue().constant();
                return constant == null || with.defaultValue().NULL_LITERAL() != null
                        ? null
                        : filled(new Literal(constant).as(type, digits(declared)), declared);
            }
        }
        return nullable || SilentValues.in(definition) ? null : filled(empty(type, declared), declared);
    }

    private static @Nullable Object empty(ColumnType type, DataTypeContext declared) {
        return switch (type) {
            case ColumnType.Bool() -> false;
            case ColumnType.Int(int bits) -> Literal.whole(BigDecimal.ZERO, bits);
            case ColumnType.Decimal(int precision, int scale) -> BigDecimal.ZERO.setScale(scale);
            case ColumnType.Real(int bits) -> Literal.real("0", bits);
            case ColumnType.Text() -> firstMember(declared);
            case ColumnType.Bytes() -> new byte[0];
            case ColumnType.Time() -> 0L;
            case ColumnType.Json() -> "null";
            // MySQL's zero date, which is NULL elsewhere
            case ColumnType.Date() -> null;
            case ColumnType.Timestamp() -> null;
            case ColumnType.Instant() -> null;
        };
    }

    private static String firstMember(DataTypeContext declared) {
        if (!(declared instanceof CollectionDataTypeContext members) || members.ENUM() == null) {
            return "";
        }
        return Literal.unquoted(
                members.collectionOptions().collectionOption().getFirst().getText());
    }

    /** What BINARY(n) and BIT(n) hold is always of that length. */
    private static @Nullable Object filled(@Nullable Object value, DataTypeContext declared) {
        if (!(value instanceof byte[] bytes) || !(declared instanceof DimensionDataTypeContext sized)) {
            return value;
        }
        int length = Math.max(1, digits(declared));
        return switch (sized.typeName.getText().toUpperCase(Locale.ROOT)) {
            case "BINARY" -> Arrays.copyOf(bytes, length);
            case "BIT" -> Arrays.copyOf(bytes, (length + 7) / 8);
            default -> value;
        };
    }

    /** The first number in parentheses: length, or digits of the second. 0 when there is none. */
    private static int digits(DataTypeContext declared) {
        return declared instanceof DimensionDataTypeContext sized
                ? MySqlType.digits(sized).stream().findFirst().orElse(0)
                : 0;
    }
}
