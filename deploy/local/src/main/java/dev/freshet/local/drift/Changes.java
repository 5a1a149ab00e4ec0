package dev.freshet.local.drift;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Makes statements that fit the model. Kinds come in rounds, shuffled, so that a long run has all of them; one that does
 * not fit yet (re-add before anything was dropped) waits for its turn.
 */
final class Changes {
    private static final int MOST_COLUMNS = 24;
    private static final int FEWEST_VALUES = 3;

    private final Random random;
    private final Names names;
    private final Shapes shapes;
    private final Collection<Kind> kinds;
    private final int fewestTables;
    private final List<Kind> round = new ArrayList<>();

    /** @param fewestTables below this, no table is dropped */
    Changes(Random random, Names names, Shapes shapes, Collection<Kind> kinds, int fewestTables) {
        this.random = random;
        this.names = names;
        this.shapes = shapes;
        this.kinds = List.copyOf(kinds);
        this.fewestTables = fewestTables;
    }

    /** Empty when none of the kinds fits any more. */
    Optional<Change> next(Schema schema) {
        return fromRound(schema).or(() -> {
            addRound();
            return fromRound(schema);
        });
    }

    private void addRound() {
        List<Kind> fresh = new ArrayList<>();
        for (Kind kind : kinds) {
            // what still waits is not asked for twice
            fresh.addAll(Collections.nCopies(round.contains(kind) ? 0 : kind.weight(), kind));
        }
        Collections.shuffle(fresh, random);
        round.addAll(fresh);
    }

    private Optional<Change> fromRound(Schema schema) {
        for (Iterator<Kind> waiting = round.iterator(); waiting.hasNext(); ) {
            Optional<Change> change = draft(waiting.next(), schema);
            if (change.isPresent()) {
                waiting.remove();
                return change;
            }
        }
        return Optional.empty();
    }

    private Optional<Change> draft(Kind kind, Schema schema) {
        return switch (kind) {
            case ADD -> roomy(schema).map(table -> add(kind, table, shapes.nullable(names.column())));
            case ADD_DEFAULT -> roomy(schema).map(table -> add(kind, table, shapes.preset(names.column())));
            case ADD_NOT_NULL -> roomy(schema).map(table -> add(kind, table, shapes.demanding(names.column())));
            case RE_ADD -> table(schema, table -> !table.dropped().isEmpty()).map(this::addAgain);
            case WIDEN -> table(schema, table -> !widenable(table).isEmpty()).map(this::widen);
            case RENAME -> table(schema, table -> true).map(this::rename);
            case DROP ->
                table(schema, table -> table.values().size() > FEWEST_VALUES)
                        .map(table -> new Change.DropColumn(
                                table.name(), pick(table.values()).name()));
            case KEY -> table(schema, table -> true).map(table -> new Change.ChangeKey(table.name(), otherKey(table)));
            case CREATE_TABLE -> Optional.of(new Change.CreateTable(shapes.table()));
            case DROP_TABLE ->
                table(schema, table -> schema.tables().size() > fewestTables)
                        .map(table -> new Change.DropTable(table.name()));
            case RENAME_TABLE ->
                table(schema, table -> true).map(table -> new Change.RenameTable(table.name(), names.table()));
            case TRUNCATE -> table(schema, table -> true).map(table -> new Change.Truncate(table.name()));
        };
    }

    private Optional<Table> roomy(Schema schema) {
        return table(schema, table -> table.columns().size() < MOST_COLUMNS);
    }

    private Optional<Table> table(Schema schema, Predicate<Table> fits) {
        List<Table> fitting = schema.all().stream().filter(fits).toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(pick(fitting));
    }

    private Change add(Kind kind, Table table, Column column) {
        // at the end as often as anywhere else
        int size = table.columns().size();
        int index = random.nextBoolean() ? size : random.nextInt(size);
        return new Change.AddColumn(kind, table.name(), column, Change.Place.of(table, index));
    }

    private Change addAgain(Table table) {
        Column gone = pick(table.dropped());
        Column other = shapes.nullable(gone.name());
        while (other.type().getClass() == gone.type().getClass()) {
            other = random.nextBoolean() ? shapes.nullable(gone.name()) : shapes.preset(gone.name());
        }
        return add(Kind.RE_ADD, table, other);
    }

    private static List<Column> widenable(Table table) {
        return table.only(column -> !column.widenings().isEmpty());
    }

    private Change widen(Table table) {
        Column column = pick(widenable(table));
        return new Change.Widen(table.name(), column, pick(column.widenings()));
    }

    private Change rename(Table table) {
        return new Change.RenameColumn(table.name(), pick(table.columns()), names.column(), random.nextBoolean());
    }

    /** Any set of the identifying columns that is unique, in any order. */
    private List<String> otherKey(Table table) {
        List<Column> parts = new ArrayList<>(table.only(column -> column.part().identifies()));
        List<String> key = table.key();
        while (key.equals(table.key())) {
            Collections.shuffle(parts, random);
            List<Column> some = parts.subList(0, 1 + random.nextInt(parts.size()));
            if (some.stream().anyMatch(column -> column.part() != Part.TENANT)) {
                key = some.stream().map(Column::name).toList();
            }
        }
        return key;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
