package dev.freshet.local.compare;

/** What a column's text means, and so which texts are the same value. */
public enum Kind {
    /** Whole numbers and booleans, which databases take for each other. */
    INTEGER,
    DECIMAL,
    /** Single precision, widened: MySQL prints six digits of it only. */
    FLOAT,
    DOUBLE,
    TEXT,
    /** As hexadecimal digits. */
    BYTES,
    /** A MySQL BIT of several bits: the hexadecimal digits of its bytes, the lowest first. */
    BITS,
    /** The hexadecimal digits of the well-known binary, longitude before latitude; without its reference system. */
    GEOMETRY,
    DATE,
    /** A wall-clock time without zone. */
    DATETIME,
    /** A point in time. */
    TIMESTAMP,
    /** A duration or time of day, which may exceed a day. */
    TIME,
    JSON
}
