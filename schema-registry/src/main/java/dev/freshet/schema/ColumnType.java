package dev.freshet.schema;

/** The type of a column, independent of any database. Each type states the one Java form of its values. */
public sealed interface ColumnType {
    /** {@link Boolean}. */
    record Bool() implements ColumnType {}

    /** Signed integer. 16 and 32 bits: {@link Integer}; 64 bits: {@link Long}. */
    record Int(int bits) implements ColumnType {}

    /** Exact decimal: {@link java.math.BigDecimal} of this scale. MySQL allows 65 digits. */
    record Decimal(int precision, int scale) implements ColumnType {}

    /** Binary floating point. 32 bits: {@link Float}; 64 bits: {@link Double}. */
    record Real(int bits) implements ColumnType {}

    /** {@link String}. */
    record Text() implements ColumnType {}

    /** JSON text: {@link String}. */
    record Json() implements ColumnType {}

    /** {@code byte[]}. */
    record Bytes() implements ColumnType {}

    /** {@link Integer}, days since 1970-01-01. */
    record Date() implements ColumnType {}

    /** A signed span of time, also beyond a day (MySQL TIME): {@link Long}, microseconds. */
    record Time() implements ColumnType {}

    /** Wall-clock date and time without zone: {@link Long}, microseconds since 1970-01-01T00:00 read as UTC. */
    record Timestamp() implements ColumnType {}

    /** A moment: {@link Long}, microseconds since 1970-01-01T00:00Z. */
    record Instant() implements ColumnType {}
}
