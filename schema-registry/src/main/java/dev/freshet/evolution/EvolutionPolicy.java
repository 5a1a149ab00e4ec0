package dev.freshet.evolution;

/**
 * What becomes of a destination table when the source's changes. The behaviours bear Flink CDC's names; the others refine {@link
 * Behavior#EVOLVE} and {@link Behavior#LENIENT}.
 */
public record EvolutionPolicy(
        Behavior behavior,
        OnDrop onDrop,
        OnTypeChange onTypeChange,
        OnRename onRename,
        OnTruncate onTruncate,
        OnDropTable onDropTable,
        OnRenameTable onRenameTable) {
    public static final EvolutionPolicy DEFAULT = of(Behavior.EVOLVE);

    public enum Behavior {
        /** The destination follows. */
        EVOLVE,
        /** The destination follows, but nothing is renamed, emptied or dropped there. */
        LENIENT,
        /** The destination stays as it is: values of columns that it lacks are left out. */
        IGNORE,
        /** The table rests until a person has decided; other tables go on. */
        EXCEPTION
    }

    /** A column was dropped. */
    public enum OnDrop {
        /** It stays, and new rows have NULL in it. */
        KEEP,
        DROP,
        /** It stays under another name. */
        RENAME
    }

    /** A column has a type whose values do not fit. */
    public enum OnTypeChange {
        /** To the least type that holds both, in place where the destination can, else by a copy. */
        WIDEN,
        /** The same, always by a copy: a new column, filled, then swapped. */
        COPY,
        /** The old values stay in a column of another name; the new column begins empty. */
        NEW_COLUMN,
        /** The table rests. */
        EXCEPTION
    }

    /** A column was renamed, as a statement proves. */
    public enum OnRename {
        RENAME,
        /** A column is added under the new name; the old one stays. */
        ADD
    }

    public enum OnTruncate {
        APPLY,
        IGNORE
    }

    public enum OnDropTable {
        KEEP,
        DROP
    }

    public enum OnRenameTable {
        RENAME,
        /** A table is added under the new name; the old one stays. */
        ADD
    }

    /** The behaviour with the refinements that a careful operator would choose. */
    public static EvolutionPolicy of(Behavior behavior) {
        boolean follows = behavior == Behavior.EVOLVE;
        return new EvolutionPolicy(
                behavior,
                OnDrop.KEEP,
                OnTypeChange.WIDEN,
                follows ? OnRename.RENAME : OnRename.ADD,
                follows ? OnTruncate.APPLY : OnTruncate.IGNORE,
                OnDropTable.KEEP,
                follows ? OnRenameTable.RENAME : OnRenameTable.ADD);
    }
}
