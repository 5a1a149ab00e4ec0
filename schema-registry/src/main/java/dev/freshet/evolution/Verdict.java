package dev.freshet.evolution;

import dev.freshet.evolution.StoredTable.StoredColumn;
import dev.freshet.schema.Column;
import dev.freshet.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What our rules say of a schema version, compared with the one before: told to people and recorded beside the version, never a reason to
 * stop capture.
 *
 * @param changes what became different, in people's words; empty when every destination stays as it is
 */
public record Verdict(Level level, List<String> changes) {
    public enum Level {
        /** There is no earlier version. */
        FIRST,
        /** Destinations follow by adding and widening; whoever reads the earlier columns finds them as they were. */
        COMPATIBLE,
        /** A column is gone or of another kind, or rows are told apart by other columns: whoever reads that is to be asked. */
        BREAKING
    }

    /** The first version of a schema. */
    public static final Verdict FIRST = new Verdict(Level.FIRST, List.of());

    public Verdict {
        changes = List.copyOf(changes);
    }

    /** Columns are compared by name: a rename that only its statement proves is a column gone and another one added. */
    public static Verdict between(TableSchema before, TableSchema after) {
        List<TableChange> changes = new ArrayList<>();
        for (Column column : before.columns()) {
            if (after.columns().stream().noneMatch(other -> other.name().equals(column.name()))) {
                changes.add(new TableChange.DropColumn(column.name()));
            }
        }
        changes.addAll(SchemaDifference.between(stored(before), after, EvolutionPolicy.DEFAULT));
        return of(changes);
    }

    /** Of the schemas of two keys: the order of their columns does not tell rows apart. */
    public static Verdict betweenKeys(List<String> before, List<String> after) {
        return of(
                new TreeSet<>(before).equals(new TreeSet<>(after))
                        ? List.of()
                        : List.of(new TableChange.KeyChanged(before, after)));
    }

    private static Verdict of(List<TableChange> changes) {
        boolean breaking = changes.stream()
                .anyMatch(change -> change instanceof TableChange.DropColumn
                        || change instanceof TableChange.ReplaceColumn
                        || change instanceof TableChange.KeyChanged);
        return new Verdict(
                breaking ? Level.BREAKING : Level.COMPATIBLE,
                changes.stream().map(Verdict::words).toList());
    }

    private static String words(TableChange change) {
        return change instanceof TableChange.ReplaceColumn(Column column, var from, String aside)
                ? "column " + column.name() + " is " + Wording.of(column.type()) + " now and was " + Wording.of(from)
                : Wording.of(change);
    }

    private static StoredTable stored(TableSchema schema) {
        return new StoredTable(
                schema.columns().stream()
                        .map(column -> new StoredColumn(column.name(), column.type(), "", column.nullable()))
                        .toList(),
                schema.key());
    }
}
