package dev.freshet.ddl.mysql;

import io.debezium.ddl.parser.mysql.generated.MySqlParser;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnDefinitionContext;

/**
 * Whether adding a column gives each row that is there a value of its own. The server writes no row events for it, so nobody who
 * reads the log learns these values.
 */
final class SilentValues {
    private SilentValues() {}

    static boolean in(ColumnDefinitionContext definition) {
        return definition.dataType().getText().equalsIgnoreCase("SERIAL")
                || definition.columnConstraint().stream().anyMatch(SilentValues::in);
    }

    private static boolean in(MySqlParser.ColumnConstraintContext constraint) {
        return switch (constraint) {
            case MySqlParser.AutoIncrementColumnConstraintContext c -> c.AUTO_INCREMENT() != null;
            case MySqlParser.GeneratedColumnConstraintContext c -> true;
            case MySqlParser.DefaultColumnConstraintContext c -> !isConstant(c.defaultValue());
            default -> false;
        };
    }

    /** An expression in parentheses counts as none, even a plain one: Debezium's schema has no default for it. */
    private static boolean isConstant(MySqlParser.DefaultValueContext value) {
        return value.NULL_LITERAL() != null || value.constant() != null;
    }
}
