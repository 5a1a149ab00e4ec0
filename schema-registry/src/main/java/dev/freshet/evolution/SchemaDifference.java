package dev.freshet.evolution;

import dev.freshet.evolution.EvolutionPolicy.Behavior;
import dev.freshet.evolution.EvolutionPolicy.OnTypeChange;
import dev.freshet.evolution.StoredTable.StoredColumn;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The difference between a destination's table and a writer schema, as far as the policy lets the destination follow. */
public final class SchemaDifference {
    private SchemaDifference() {}

    /**
     * The changes needed, in the order to apply them; empty when rows of {@code wanted} fit already. Columns that only the
     * destination has are left alone: whether they were dropped is told by a statement only.
     *
     * @param existing null when there is no such table
     * @throws UnwantedChangeException when the policy says that a person is to decide
     */
    public static List<TableChange> between(
            @Nullable StoredTable existing, TableSchema wanted, EvolutionPolicy policy) {
        if (existing == null) {
            return List.of(new TableChange.CreateTable(wanted));
        }
        List<TableChange> changes = new ArrayList<>();
        for (Column column : wanted.columns()) {
            existing.column(column.name())
                    .ifPresentOrElse(
                            stored -> changes.addAll(column(existing, stored, column, wanted, policy)),
                            () -> changes.add(new TableChange.AddColumn(column)));
        }
        if (keyDiffers(existing, wanted)) {
            changes.add(new TableChange.KeyChanged(existing.key(), wanted.key()));
        }
        return allowed(changes, policy);
    }

    private static List<TableChange> allowed(List<TableChange> changes, EvolutionPolicy policy) {
        return switch (policy.behavior()) {
            case EVOLVE, LENIENT -> changes;
            case IGNORE -> List.of();
            case EXCEPTION -> {
                if (!changes.isEmpty()) {
                    throw new UnwantedChangeException(changes.getFirst());
                }
                yield changes;
            }
        };
    }

    private static List<TableChange> column(
            StoredTable table, StoredColumn stored, Column wanted, TableSchema schema, EvolutionPolicy policy) {
        List<TableChange> changes = new ArrayList<>();
        ColumnType from = stored.type();
        if (from != null && !Widening.fits(wanted.type(), from)) {
            changes.add(retype(table, from, wanted, policy));
        }
        boolean key = table.key().contains(wanted.name()) || schema.key().contains(wanted.name());
        if (!stored.nullable() && wanted.nullable() && !key) {
            changes.add(new TableChange.RelaxNotNull(wanted.name()));
        }
        return changes;
    }

    private static TableChange retype(StoredTable table, ColumnType from, Column wanted, EvolutionPolicy policy) {
        OnTypeChange choice = policy.onTypeChange();
        if (choice == OnTypeChange.EXCEPTION && policy.behavior() != Behavior.IGNORE) {
            throw new UnwantedChangeException(new TableChange.WidenColumn(wanted.name(), from, wanted.type(), false));
        }
        if (choice == OnTypeChange.NEW_COLUMN) {
            return new TableChange.ReplaceColumn(wanted, from, table.free(wanted.name()));
        }
        return Widening.widen(from, wanted.type())
                .<TableChange>map(
                        to -> new TableChange.WidenColumn(wanted.name(), from, to, choice == OnTypeChange.COPY))
                .orElseGet(() -> new TableChange.ReplaceColumn(wanted, from, table.free(wanted.name())));
    }

    /** Rows without a key are told apart by nothing: they are history, whatever the table's key. */
    private static boolean keyDiffers(StoredTable existing, TableSchema wanted) {
        Set<String> now = new TreeSet<>(wanted.key());
        return !existing.key().isEmpty() && !now.isEmpty() && !now.equals(new TreeSet<>(existing.key()));
    }
}
