package dev.freshet.source.stream;

import dev.freshet.evolution.TableChange;
import dev.freshet.evolution.Widening;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.source.body.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The columns of a stream. Names that differ in case only are one column, since destinations fold case; the spelling that came first
 * stays. Columns are added and widened, never taken away. Immutable.
 */
public final class StreamColumns {
    public static final StreamColumns NONE = new StreamColumns(List.of());

    private final List<Column> columns;
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<String, Integer> byFold = new HashMap<>();

    public StreamColumns(List<Column> columns) {
        this.columns = List.copyOf(columns);
        for (int i = 0; i < columns.size(); i++) {
            byName.put(columns.get(i).name(), i);
            byFold.putIfAbsent(fold(columns.get(i).name()), i);
        }
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    public List<Column> all() {
        return columns;
    }

    public int size() {
        return columns.size();
    }

    /** Where the column of this field is, or -1. */
    int index(String field) {
        Integer exact = byName.get(field);
        return exact != null ? exact : byFold.getOrDefault(fold(field), -1);
    }

    /** Whether each field of the event has a column that can hold it. */
    public boolean fits(Event event) {
        for (Map.Entry<String, Object> field : event.fields().entrySet()) {
            int at = index(field.getKey());
            if (at < 0 || !Cells.fits(field.getValue(), columns.get(at).type())) {
                return false;
            }
        }
        return true;
    }

    /**
     * These columns, wide enough for the event.
     *
     * @param key columns that have a value in every event; whole numbers in them are 64 bits wide from the start
     */
    public StreamColumns widened(Event event, List<String> key) {
        List<Column> wide = new ArrayList<>(columns);
        Map<String, Integer> added = new HashMap<>();
        event.fields().forEach((name, value) -> {
            int at = index(name);
            at = at < 0 ? added.getOrDefault(fold(name), -1) : at;
            ColumnType type = type(value, key.contains(name));
            if (at < 0) {
                added.put(fold(name), wide.size());
                wide.add(new Column(name, type, !key.contains(name)));
            } else if (!Cells.fits(value, wide.get(at).type())) {
                Column column = wide.get(at);
                wide.set(at, new Column(column.name(), both(column, type), column.nullable()));
            }
        });
        return new StreamColumns(wide);
    }

    private static ColumnType type(Object value, boolean key) {
        return key && value instanceof Integer ? new ColumnType.Int(64) : Cells.type(value);
    }

    /** Columns that hold what these and the others hold; the order is this one's. */
    public StreamColumns merged(StreamColumns others) {
        List<Column> all = new ArrayList<>(columns);
        for (Column other : others.columns) {
            int at = index(other.name());
            if (at < 0) {
                all.add(other);
            } else {
                Column column = all.get(at);
                all.set(
                        at,
                        new Column(column.name(), both(column, other.type()), column.nullable() || other.nullable()));
            }
        }
        return new StreamColumns(all);
    }

    private static ColumnType both(Column column, ColumnType type) {
        return Widening.widen(column.type(), type)
                .orElseThrow(() -> new IllegalStateException(
                        "column " + column.name() + " holds bytes, which no event has: the topic is somebody else's"));
    }

    /** May be null: all but those that are part of the key and always were. */
    StreamColumns nullable(List<String> key) {
        return new StreamColumns(columns.stream()
                .map(column -> new Column(
                        column.name(),
                        column.type(),
                        column.nullable() || key.stream().noneMatch(name -> index(name) == index(column.name()))))
                .toList());
    }

    /** The names of these fields' columns. */
    List<String> names(List<String> fields) {
        return fields.stream().map(field -> columns.get(index(field)).name()).toList();
    }

    /** What must change in a table of the other columns, so that it holds these. */
    public List<TableChange> since(StreamColumns before) {
        if (before.columns.isEmpty()) {
            return List.of(new TableChange.CreateTable(new TableSchema(columns, List.of())));
        }
        List<TableChange> changes = new ArrayList<>();
        for (Column column : columns) {
            int at = before.index(column.name());
            if (at < 0) {
                changes.add(new TableChange.AddColumn(column));
            } else if (!before.columns.get(at).type().equals(column.type())) {
                changes.add(new TableChange.WidenColumn(
                        column.name(), before.columns.get(at).type(), column.type(), false));
            }
        }
        return changes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StreamColumns that && columns.equals(that.columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }
}
