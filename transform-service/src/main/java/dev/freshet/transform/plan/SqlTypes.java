package dev.freshet.transform.plan;

import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.transform.eval.DataType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Column types as SQL types, and SQL types as those of expressions. */
final class SqlTypes {
    static final int MOMENT_DIGITS = 6;
    private static final int MAX_DIGITS = 38;

    private SqlTypes() {}

    static RelDataTypeFactory factory() {
        return new SqlTypeFactoryImpl(new FlinkTypes());
    }

    /** A span of time beyond a day has no SQL type: it is its microseconds. A decimal of more than 38 digits is its text. */
    static RelDataType of(Column column, RelDataTypeFactory types) {
        RelDataType type = switch (column.type()) {
            case ColumnType.Bool() -> types.createSqlType(SqlTypeName.BOOLEAN);
            case ColumnType.Int(int bits) ->
                types.createSqlType(
                        bits == 64 ? SqlTypeName.BIGINT : bits == 16 ? SqlTypeName.SMALLINT : SqlTypeName.INTEGER);
            case ColumnType.Decimal(int precision, int scale) ->
                precision <= MAX_DIGITS && scale >= 0 && scale <= precision
                        ? types.createSqlType(SqlTypeName.DECIMAL, precision, scale)
                        : text(types);
            case ColumnType.Real(int bits) -> types.createSqlType(bits == 32 ? SqlTypeName.FLOAT : SqlTypeName.DOUBLE);
            case ColumnType.Text() -> text(types);
            case ColumnType.Json() -> text(types);
            case ColumnType.Bytes() -> types.createSqlType(SqlTypeName.VARBINARY, Integer.MAX_VALUE);
            case ColumnType.Date() -> types.createSqlType(SqlTypeName.DATE);
            case ColumnType.Time() -> types.createSqlType(SqlTypeName.BIGINT);
            case ColumnType.Timestamp() -> types.createSqlType(SqlTypeName.TIMESTAMP, MOMENT_DIGITS);
            case ColumnType.Instant() -> types.createSqlType(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, MOMENT_DIGITS);
        };
        // the source's NOT NULL is no promise: a zero date arrives as NULL
        return types.createTypeWithNullability(type, true);
    }

    private static RelDataType text(RelDataTypeFactory types) {
        return types.createSqlType(SqlTypeName.VARCHAR, Integer.MAX_VALUE);
    }

    /** Null for a type that the service does not have. */
    static @Nullable DataType of(RelDataType type) {
        int precision = type.getPrecision();
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> DataType.BOOLEAN;
            case TINYINT -> new DataType(DataType.Kind.TINYINT, 3, 0);
            case SMALLINT -> new DataType(DataType.Kind.SMALLINT, 5, 0);
            case INTEGER -> DataType.INT;
            case BIGINT -> DataType.BIGINT;
            case DECIMAL -> new DataType(DataType.Kind.DECIMAL, precision, type.getScale());
            case FLOAT, REAL -> new DataType(DataType.Kind.FLOAT, 7, 0);
            case DOUBLE -> DataType.DOUBLE;
            case CHAR -> new DataType(DataType.Kind.CHAR, precision, 0);
            case VARCHAR -> new DataType(DataType.Kind.VARCHAR, bound(precision), 0);
            case BINARY, VARBINARY -> new DataType(DataType.Kind.VARBINARY, bound(precision), 0);
            case DATE -> DataType.DATE;
            case TIME -> new DataType(DataType.Kind.TIME, Math.max(0, precision), 0);
            case TIMESTAMP -> new DataType(DataType.Kind.TIMESTAMP, precision, 0);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> new DataType(DataType.Kind.TIMESTAMP_LTZ, precision, 0);
            case NULL -> DataType.NULL;
            default -> null;
        };
    }

    private static int bound(int precision) {
        return precision <= 0 ? DataType.UNBOUNDED : precision;
    }
}
