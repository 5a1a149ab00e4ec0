package dev.freshet.local.compare;

import java.util.stream.Collectors;

/** How a system is asked for a table as text, in key order. Text only, no I/O. */
public enum Dialect {
    MYSQL('`') {
        @Override
        String text(Shape.Column column) {
            String name = quoted(column.name());
            return switch (column.kind()) {
                case TEXT -> name;
                case BYTES -> "HEX(" + name + ")";
                case BITS -> "HEX(REVERSE(CAST(" + name + " AS BINARY)))";
                case GEOMETRY -> "HEX(ST_AsWKB(" + name + ", 'axis-order=long-lat'))";
                // not as CHAR: from 8.0.33 at the latest that keeps 22 characters and drops the last digit of some
                case FLOAT, DOUBLE -> name + " * 1e0";
                // a date that lacks a year, a month or a day is none
                case DATE, DATETIME, TIMESTAMP ->
                    "IF(YEAR(%1$s) * MONTH(%1$s) * DAYOFMONTH(%1$s) = 0, NULL, CAST(%1$s AS CHAR))".formatted(name);
                // a BIT is text otherwise
                case INTEGER -> "CAST(" + name + " + 0 AS CHAR)";
                case DECIMAL, TIME, JSON -> "CAST(" + name + " AS CHAR)";
            };
        }

        @Override
        String ordered(Shape.Column column) {
            return column.kind() == Kind.TEXT ? "CAST(" + quoted(column.name()) + " AS BINARY)" : quoted(column.name());
        }
    },
    POSTGRESQL('"') {
        @Override
        String text(Shape.Column column) {
            String name = quoted(column.name());
            return switch (column.kind()) {
                case BYTES, BITS, GEOMETRY -> "encode(" + name + ", 'hex')";
                case FLOAT -> "CAST(CAST(" + name + " AS double precision) AS text)";
                case TEXT, INTEGER, DECIMAL, DOUBLE, DATE, DATETIME, TIMESTAMP, TIME, JSON ->
                    "CAST(" + name + " AS text)";
            };
        }

        @Override
        String ordered(Shape.Column column) {
            return quoted(column.name()) + (column.kind() == Kind.TEXT ? " COLLATE \"C\"" : "");
        }
    },
    DUCKDB('"') {
        @Override
        String text(Shape.Column column) {
            String name = quoted(column.name());
            return switch (column.kind()) {
                case BYTES, BITS, GEOMETRY -> "hex(" + name + ")";
                case FLOAT -> "CAST(CAST(" + name + " AS DOUBLE) AS VARCHAR)";
                case TEXT, INTEGER, DECIMAL, DOUBLE, DATE, DATETIME, TIMESTAMP, TIME, JSON ->
                    "CAST(" + name + " AS VARCHAR)";
            };
        }

        @Override
        String ordered(Shape.Column column) {
            return quoted(column.name());
        }
    };

    private final char quote;

    Dialect(char quote) {
        this.quote = quote;
    }

    abstract String text(Shape.Column column);

    abstract String ordered(Shape.Column column);

    public String quoted(String name) {
        return quote + name.replace("" + quote, "" + quote + quote) + quote;
    }

    public String table(Shape shape) {
        return quoted(shape.schema()) + "." + quoted(shape.table());
    }

    /**
     * Cells get names of their own: otherwise ORDER BY would mean the cell, which is text and sorts as text, and not the
     * column of the same name.
     */
    String select(Shape shape, String where) {
        String cells = shape.columns().stream()
                .map(column -> text(column) + " AS " + quoted("cell of " + column.name()))
                .collect(Collectors.joining(", "));
        return "SELECT " + cells + " FROM " + table(shape) + where + " ORDER BY " + order(shape);
    }

    private String order(Shape shape) {
        return shape.key().stream()
                .map(column -> ordered(shape.columns().get(shape.indexOf(column))))
                .collect(Collectors.joining(", "));
    }
}
