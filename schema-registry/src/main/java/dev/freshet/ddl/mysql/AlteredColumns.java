package dev.freshet.ddl.mysql;

import dev.freshet.event.DefinitionChange.Step;
import io.debezium.ddl.parser.mysql.generated.MySqlParser;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByAddColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByAddColumnsContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByAddDefinitionsContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByChangeColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByDropColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByRenameColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterSpecificationContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnDefinitionContext;
import java.util.ArrayList;
import java.util.List;

/** Collects what the clauses of one ALTER TABLE did to columns. */
final class AlteredColumns {
    private final List<Step> steps = new ArrayList<>();
    private final List<String> silent = new ArrayList<>();

    void add(AlterSpecificationContext clause) {
        switch (clause) {
            case AlterByAddColumnContext one -> added(Names.name(one.uid(0)), one.columnDefinition());
            case AlterByAddColumnsContext all -> {
                for (int i = 0; i < all.uid().size(); i++) {
                    added(Names.name(all.uid(i)), all.columnDefinition(i));
                }
            }
            case AlterByAddDefinitionsContext all -> all.createDefinition().forEach(this::added);
            case AlterByChangeColumnContext change ->
                renamed(Names.name(change.oldColumn), Names.name(change.newColumn));
            case AlterByRenameColumnContext rename ->
                renamed(Names.name(rename.oldColumn), Names.name(rename.newColumn));
            case AlterByDropColumnContext drop -> steps.add(new Step.ColumnDropped(Names.name(drop.uid())));
            default -> {
                // a type, a key or an option: the schema of the next rows says it
            }
        }
    }

    private void added(MySqlParser.CreateDefinitionContext definition) {
        if (definition instanceof MySqlParser.ColumnDeclarationContext column) {
            added(Names.name(column.fullColumnName()), column.columnDefinition());
        }
    }

    private void added(String column, ColumnDefinitionContext definition) {
        steps.add(new Step.ColumnAdded(column));
        if (SilentValues.in(definition)) {
            silent.add(column);
        }
    }

    /** Another spelling is another name for whoever is strict about it. */
    private void renamed(String from, String to) {
        if (!from.equals(to)) {
            steps.add(new Step.ColumnRenamed(from, to));
        }
    }

    List<Step> steps() {
        return steps;
    }

    List<String> silent() {
        return silent;
    }
}
