package dev.freshet.local.compare;

/** What a column's text means, and so which texts are the same value. */
public enum Kind {
    /** Whole numbers and booleans, which databases take for each other. */
    INTEGER,
    DECIMAL,
    /** Single precision: compared to the six digits that every database prints. */
    FLOAT,
    DOUBLE,
    TEXT,
    /** As hexadecimal digits. */
    BYTES,
    DATE,
    /** A wall-clock time without zone. */
    DATETIME,
    /** A point in time. */
    TIMESTAMP,
    /** A duration or time of day, which may exceed a day. */
    TIME,
    JSON
}
