package dev.freshet.sink.plan;

import dev.freshet.ddl.mysql.Definition;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.evolution.StoredTable;
import dev.freshet.evolution.StoredTable.StoredColumn;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the source's next rows say of the columns that a statement touched; the others stay as the destination has them. */
final class ColumnsAfter {
    private final StoredTable before;
    private final StoredTable now;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private List<String> key;

    private ColumnsAfter(StoredTable before, StoredTable now) {
        this.before = before;
        this.now = now;
        this.key = before.key();
    }

    /** @param now as {@code before} once what the statement proves is done */
    static TableSchema of(StoredTable before, StoredTable now, List<Step> steps, List<Definition> definitions) {
        ColumnsAfter after = new ColumnsAfter(before, now);
        steps.forEach(after::take);
        definitions.forEach(after::take);
        after.key.forEach(after::stored);
        return new TableSchema(List.copyOf(after.columns.values()), after.key);
    }

    private void take(Step step) {
        if (step instanceof Step.ColumnRenamed(String from, String to)) {
            before.column(from).ifPresent(column -> columns.put(to, column(to, column)));
            key = key.stream().map(name -> name.equals(from) ? to : name).toList();
        } else if (step instanceof Step.ColumnDropped(String gone)) {
            key = key.stream().filter(name -> !name.equals(gone)).toList();
        }
    }

    private void take(Definition definition) {
        for (Column column : definition.columns()) {
            String name = spelling(column.name());
            columns.put(name, new Column(name, column.type(), column.nullable(), column.initial()));
        }
        List<String> stated = definition.key();
        // a table that is a history has no key, whatever the source says
        if (stated != null && !before.key().isEmpty()) {
            key = new ArrayList<>(stated.stream().map(this::spelling).toList());
        }
    }

    /** MySQL does not tell ID from id in the name of a column. */
    private String spelling(String name) {
        return now.has(name)
                ? name
                : now.columns().stream()
                        .map(StoredColumn::name)
                        .filter(name::equalsIgnoreCase)
                        .findFirst()
                        .orElse(name);
    }

    private void stored(String name) {
        columns.computeIfAbsent(
                name,
                absent -> now.column(name)
                        .map(column -> column(name, column))
                        .orElseGet(() -> new Column(name, new ColumnType.Text(), false)));
    }

    private static Column column(String name, StoredColumn stored) {
        return new Column(name, Objects.requireNonNullElse(stored.type(), new ColumnType.Text()), stored.nullable());
    }
}
