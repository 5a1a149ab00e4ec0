package dev.freshet.local.snowflake.sql;

import java.util.Locale;

/**
 * A type of Snowflake.
 *
 * @param precision digits of a NUMBER, length of a VARCHAR or BINARY, decimals of a second
 */
public record DataType(Base base, int precision, int scale) {
    public static final int DEFAULT_VARCHAR = 16_777_216;
    private static final int MAX_VARCHAR = 134_217_728;
    private static final int DEFAULT_BINARY = 8_388_608;
    private static final int MAX_BINARY = 67_108_864;

    /** What can be told apart. */
    public enum Base {
        NUMBER("FIXED", "DECIMAL"),
        FLOAT("REAL", "DOUBLE"),
        VARCHAR("TEXT", "VARCHAR"),
        BINARY("BINARY", "BLOB"),
        BOOLEAN("BOOLEAN", "BOOLEAN"),
        DATE("DATE", "DATE"),
        TIME("TIME", "TIME"),
        TIMESTAMP_NTZ("TIMESTAMP_NTZ", "TIMESTAMP"),
        TIMESTAMP_LTZ("TIMESTAMP_LTZ", "TIMESTAMP WITH TIME ZONE"),
        TIMESTAMP_TZ("TIMESTAMP_TZ", "TIMESTAMP WITH TIME ZONE"),
        VARIANT("VARIANT", "JSON");

        private final String wire;
        private final String duckDb;

        Base(String wire, String duckDb) {
            this.wire = wire;
            this.duckDb = duckDb;
        }

        /** Word for it in the protocol. */
        public String wire() {
            return wire;
        }
    }

    public static final DataType TEXT = new DataType(Base.VARCHAR, DEFAULT_VARCHAR, 0);

    public static DataType number(int precision, int scale) {
        return new DataType(Base.NUMBER, precision, scale);
    }

    /** As it stands in DESCRIBE. */
    public String name() {
        return switch (base) {
            case NUMBER -> "NUMBER(" + precision + "," + scale + ")";
            case VARCHAR, BINARY, TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ -> base + "(" + precision + ")";
            case FLOAT, BOOLEAN, DATE, VARIANT -> base.name();
        };
    }

    public String duckDb() {
        return base == Base.NUMBER ? "DECIMAL(" + precision + "," + scale + ")" : base.duckDb;
    }

    public boolean lengthMatters() {
        return base == Base.VARCHAR || base == Base.BINARY;
    }

    /** @throws SnowflakeException for a type that Snowflake or this server does not have */
    public static DataType parse(Tokens tokens) {
        String word = tokens.name().toUpperCase(Locale.ROOT);
        return switch (word) {
            case "NUMBER", "DECIMAL", "NUMERIC", "DEC" -> numeric(tokens);
            case "INT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT", "BYTEINT" -> number(38, 0);
            case "FLOAT", "FLOAT4", "FLOAT8", "REAL" -> new DataType(Base.FLOAT, 0, 0);
            case "DOUBLE" -> {
                tokens.accept("PRECISION");
                yield new DataType(Base.FLOAT, 0, 0);
            }
            case "VARCHAR", "STRING", "TEXT", "CHAR", "CHARACTER", "NVARCHAR" -> {
                int length = argument(tokens, word.startsWith("CHAR") ? 1 : DEFAULT_VARCHAR, MAX_VARCHAR);
                yield new DataType(Base.VARCHAR, length, 0);
            }
            case "BINARY", "VARBINARY" -> new DataType(Base.BINARY, argument(tokens, DEFAULT_BINARY, MAX_BINARY), 0);
            case "BOOLEAN" -> new DataType(Base.BOOLEAN, 0, 0);
            case "DATE" -> new DataType(Base.DATE, 0, 0);
            case "TIME" -> new DataType(Base.TIME, argument(tokens, 9, 9), 0);
            case "TIMESTAMP_NTZ", "DATETIME", "TIMESTAMPNTZ" ->
                new DataType(Base.TIMESTAMP_NTZ, argument(tokens, 9, 9), 0);
            case "TIMESTAMP_LTZ", "TIMESTAMPLTZ" -> new DataType(Base.TIMESTAMP_LTZ, argument(tokens, 9, 9), 0);
            case "TIMESTAMP_TZ", "TIMESTAMPTZ" -> new DataType(Base.TIMESTAMP_TZ, argument(tokens, 9, 9), 0);
            case "TIMESTAMP" ->
                throw SnowflakeException.unknown(
                        "TIMESTAMP, whose meaning TIMESTAMP_TYPE_MAPPING decides; say TIMESTAMP_NTZ, _LTZ or _TZ");
            case "VARIANT" -> new DataType(Base.VARIANT, 0, 0);
            default -> throw SnowflakeException.unknown("the type " + word);
        };
    }

    private static DataType numeric(Tokens tokens) {
        int precision = 38;
        int scale = 0;
        if (tokens.accept("(")) {
            precision = tokens.number();
            if (tokens.accept(",")) {
                scale = tokens.number();
            }
            tokens.expect(")");
        }
        if (precision < 1 || precision > 38 || scale > precision) {
            throw SnowflakeException.syntax("invalid NUMBER(" + precision + "," + scale + ")");
        }
        return number(precision, scale);
    }

    private static int argument(Tokens tokens, int otherwise, int most) {
        if (!tokens.accept("(")) {
            return otherwise;
        }
        int argument = tokens.number();
        tokens.expect(")");
        if (argument < 0 || argument > most) {
            throw SnowflakeException.syntax("invalid length or precision " + argument + ", at most " + most);
        }
        return argument;
    }
}
