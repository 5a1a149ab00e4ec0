package dev.freshet.ddl.mysql;

import dev.freshet.schema.ColumnType;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.CharsetNameContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.CollectionDataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DecimalLiteralContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DimensionDataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.LongVarbinaryDataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.LongVarcharDataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.NationalStringDataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.NationalVaryingStringDataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.SimpleDataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.SpatialDataTypeContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.StringDataTypeContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** The column type that rows of a MySQL type come with: the table in docs/types.md. */
final class MySqlType {
    private MySqlType() {}

    static Optional<ColumnType> of(DataTypeContext type) {
        return switch (type) {
            case DimensionDataTypeContext c -> number(word(c.typeName), c);
            case SimpleDataTypeContext c -> simple(word(c.typeName));
            case StringDataTypeContext c -> Optional.of(text(c.charsetName()));
            case LongVarcharDataTypeContext c -> Optional.of(text(c.charsetName()));
            case NationalStringDataTypeContext c -> Optional.of(new ColumnType.Text());
            case NationalVaryingStringDataTypeContext c -> Optional.of(new ColumnType.Text());
            case CollectionDataTypeContext c -> Optional.of(new ColumnType.Text());
            case LongVarbinaryDataTypeContext c -> Optional.of(new ColumnType.Bytes());
            case SpatialDataTypeContext c ->
                Optional.of(c.JSON() != null ? new ColumnType.Json() : new ColumnType.Bytes());
            default -> Optional.empty();
        };
    }

    private static String word(@Nullable Token name) {
        return name == null ? "" : name.getText().toUpperCase(Locale.ROOT);
    }

    private static ColumnType text(@Nullable CharsetNameContext charset) {
        boolean binary = charset != null && Names.name(charset).replace("'", "").equalsIgnoreCase("binary");
        return binary ? new ColumnType.Bytes() : new ColumnType.Text();
    }

    private static Optional<ColumnType> simple(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "DATE" -> new ColumnType.Date();
                    case "TINYBLOB", "MEDIUMBLOB", "LONGBLOB" -> new ColumnType.Bytes();
                    case "BOOL", "BOOLEAN" -> new ColumnType.Int(16);
                    case "SERIAL" -> new ColumnType.Decimal(20, 0);
                    default -> null;
                });
    }

    private static Optional<ColumnType> number(String name, DimensionDataTypeContext type) {
        // ZEROFILL makes a number unsigned
        boolean unsigned = !type.UNSIGNED().isEmpty() || !type.ZEROFILL().isEmpty();
        List<Integer> digits = digits(type);
        return Optional.ofNullable(
                switch (name) {
                    case "TINYINT", "INT1" -> new ColumnType.Int(16);
                    case "SMALLINT", "INT2" -> new ColumnType.Int(unsigned ? 32 : 16);
                    case "MEDIUMINT", "MIDDLEINT", "INT3", "YEAR" -> new ColumnType.Int(32);
                    case "INT", "INTEGER", "INT4" -> new ColumnType.Int(unsigned ? 64 : 32);
                    case "BIGINT", "INT8" -> unsigned ? new ColumnType.Decimal(20, 0) : new ColumnType.Int(64);
                    case "DECIMAL", "DEC", "FIXED", "NUMERIC" ->
                        new ColumnType.Decimal(
                                digits.isEmpty() ? 10 : digits.getFirst(), digits.size() > 1 ? digits.get(1) : 0);
                    case "FLOAT" -> new ColumnType.Real(digits.size() == 1 && digits.getFirst() > 24 ? 64 : 32);
                    case "FLOAT4" -> new ColumnType.Real(32);
                    case "DOUBLE", "REAL", "FLOAT8" -> new ColumnType.Real(64);
                    case "BIT" ->
                        digits.isEmpty() || digits.getFirst() == 1 ? new ColumnType.Bool() : new ColumnType.Bytes();
                    case "TIME" -> new ColumnType.Time();
                    case "TIMESTAMP" -> new ColumnType.Instant();
                    case "DATETIME" -> new ColumnType.Timestamp();
                    case "BINARY", "VARBINARY", "BLOB" -> new ColumnType.Bytes();
                    default -> null;
                });
    }

    /** What stands in parentheses after the name. */
    static List<Integer> digits(DimensionDataTypeContext type) {
        List<DecimalLiteralContext> literals = type.lengthOneDimension() != null
                ? List.of(type.lengthOneDimension().decimalLiteral())
                : type.lengthTwoDimension() != null
                        ? type.lengthTwoDimension().decimalLiteral()
                        : type.lengthTwoOptionalDimension() != null
                                ? type.lengthTwoOptionalDimension().decimalLiteral()
                                : List.of();
        return literals.stream()
                .map(ParserRuleContext::getText)
                .map(Integer::valueOf)
                .toList();
    }
}
