package dev.freshet.schema;

/** Stands for a value that the source did not send ({@code __debezium_unavailable_value}): the destination keeps its own. */
public enum Unavailable {
    VALUE
}
