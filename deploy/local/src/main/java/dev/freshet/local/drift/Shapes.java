package dev.freshet.local.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Random tables and columns. */
final class Shapes {
    private static final int TYPES = 10;

    private final RandomGenerator random;
    private final Names names;
    private final Values values;

    Shapes(RandomGenerator random, Names names) {
        this.random = random;
        this.names = names;
        this.values = new Values(random);
    }

    Table table() {
        List<Column> columns = new ArrayList<>();
        boolean composite = random.nextInt(3) == 0;
        if (composite) {
            columns.add(part("tenant", new ColumnType.Int(), Part.TENANT));
        }
        columns.add(part("id", random.nextBoolean() ? new ColumnType.Int() : new ColumnType.BigInt(), Part.ID));
        columns.add(part("version", new ColumnType.Int(), Part.VERSION));
        columns.add(part("serial", new ColumnType.Int(), Part.SERIAL));
        int count = 4 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            columns.add(anyValue(names.column()));
        }
        return new Table(names.table(), columns, composite ? List.of("tenant", "id") : List.of("id"), List.of());
    }

    private static Column part(String name, ColumnType type, Part part) {
        return new Column(name, type, false, null, part);
    }

    private Column anyValue(String name) {
        ColumnType type = type();
        return switch (random.nextInt(3)) {
            case 0 -> Column.value(name, type, false, null);
            case 1 -> Column.value(name, type, true, null);
            default -> preset(name, type);
        };
    }

    Column nullable(String name) {
        return Column.value(name, type(), true, null);
    }

    /** With a constant default, or as near to it as the type allows. */
    Column preset(String name) {
        ColumnType type = type();
        while (!type.allowsDefault()) {
            type = type();
        }
        return preset(name, type);
    }

    private Column preset(String name, ColumnType type) {
        @Nullable String literal = type.allowsDefault() ? values.literal(type) : null;
        return Column.value(name, type, literal == null || random.nextBoolean(), literal);
    }

    /** NOT NULL without a default, of a type for which MySQL then fills old rows. */
    Column demanding(String name) {
        ColumnType type = type();
        while (!type.hasZero()) {
            type = type();
        }
        return Column.value(name, type, false, null);
    }

    ColumnType type() {
        return switch (random.nextInt(TYPES)) {
            case 0, 1 -> new ColumnType.Int();
            case 2 -> new ColumnType.BigInt();
            case 3 -> new ColumnType.Decimal(10, 2);
            case 4 -> new ColumnType.Varchar(random.nextBoolean() ? 24 : 100);
            case 5 -> new ColumnType.Text();
            case 6 -> new ColumnType.Real();
            case 7 -> random.nextBoolean() ? new ColumnType.Date() : new ColumnType.DateTime(3 * random.nextInt(3));
            case 8 -> new ColumnType.Json();
            default -> new ColumnType.Bool();
        };
    }
}
