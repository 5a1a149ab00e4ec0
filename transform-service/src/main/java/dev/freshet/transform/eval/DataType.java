package dev.freshet.transform.eval;

import dev.freshet.schema.ColumnType;

/**
 * The SQL type of an expression.
 *
 * @param precision digits of a decimal, characters of a text, digits of a second's fraction; {@link #UNBOUNDED} for text without limit
 * @param scale     of a decimal
 */
public record DataType(Kind kind, int precision, int scale) {
    public static final int UNBOUNDED = Integer.MAX_VALUE;
    public static final DataType BOOLEAN = new DataType(Kind.BOOLEAN, 1, 0);
    public static final DataType INT = new DataType(Kind.INT, 10, 0);
    public static final DataType BIGINT = new DataType(Kind.BIGINT, 19, 0);
    public static final DataType DOUBLE = new DataType(Kind.DOUBLE, 15, 0);
    public static final DataType STRING = new DataType(Kind.VARCHAR, UNBOUNDED, 0);
    public static final DataType BYTES = new DataType(Kind.VARBINARY, UNBOUNDED, 0);
    public static final DataType DATE = new DataType(Kind.DATE, 0, 0);
    public static final DataType NULL = new DataType(Kind.NULL, 0, 0);

    /** Each kind states the Java form of its values. */
    public enum Kind {
        /** {@link Boolean}. */
        BOOLEAN,
        /** {@link Integer}, as SMALLINT and INT. */
        TINYINT,
        SMALLINT,
        INT,
        /** {@link Long}. */
        BIGINT,
        /** {@link java.math.BigDecimal} of the type's scale. */
        DECIMAL,
        /** {@link Float}. */
        FLOAT,
        /** {@link Double}. */
        DOUBLE,
        /** {@link String}, filled with spaces by a cast. */
        CHAR,
        /** {@link String}. */
        VARCHAR,
        /** {@code byte[]}. */
        VARBINARY,
        /** {@link Integer}, days since 1970-01-01. */
        DATE,
        /** {@link Long}, microseconds since midnight. */
        TIME,
        /** {@link Long}, microseconds since 1970-01-01T00:00 read as UTC. */
        TIMESTAMP,
        /** {@link Long}, microseconds since 1970-01-01T00:00Z. */
        TIMESTAMP_LTZ,
        /** Only NULL. */
        NULL
    }

    public boolean isText() {
        return kind == Kind.CHAR || kind == Kind.VARCHAR;
    }

    public boolean isInteger() {
        return switch (kind) {
            case TINYINT, SMALLINT, INT, BIGINT -> true;
            default -> false;
        };
    }

    public boolean isApproximate() {
        return kind == Kind.FLOAT || kind == Kind.DOUBLE;
    }

    public boolean isNumber() {
        return isInteger() || isApproximate() || kind == Kind.DECIMAL;
    }

    public boolean isMoment() {
        return kind == Kind.TIMESTAMP || kind == Kind.TIMESTAMP_LTZ;
    }

    /** As what a computed value of this type is kept. */
    public ColumnType column() {
        return switch (kind) {
            case BOOLEAN -> new ColumnType.Bool();
            case TINYINT, SMALLINT -> new ColumnType.Int(16);
            case INT -> new ColumnType.Int(32);
            case BIGINT -> new ColumnType.Int(64);
            case DECIMAL -> new ColumnType.Decimal(precision, scale);
            case FLOAT -> new ColumnType.Real(32);
            case DOUBLE -> new ColumnType.Real(64);
            case CHAR, VARCHAR, NULL -> new ColumnType.Text();
            case VARBINARY -> new ColumnType.Bytes();
            case DATE -> new ColumnType.Date();
            case TIME -> new ColumnType.Time();
            case TIMESTAMP -> new ColumnType.Timestamp();
            case TIMESTAMP_LTZ -> new ColumnType.Instant();
        };
    }

    /** As a person writes it. */
    @Override
    public String toString() {
        return switch (kind) {
            case DECIMAL -> "DECIMAL(" + precision + ", " + scale + ")";
            case CHAR -> "CHAR(" + precision + ")";
            case VARCHAR -> precision == UNBOUNDED ? "STRING" : "VARCHAR(" + precision + ")";
            case VARBINARY -> "BYTES";
            case TIMESTAMP, TIMESTAMP_LTZ, TIME -> kind + "(" + precision + ")";
            default -> kind.toString();
        };
    }
}
