package dev.freshet.source.capture;

import java.util.List;

/**
 * A definition changed at the source.
 *
 * @param tables   as database.table; empty when the statement is about a database
 * @param ddl      the statement
 * @param snapshot not a change: the definition as a snapshot found it
 */
public record SchemaChange(List<String> tables, String ddl, boolean snapshot) {}
