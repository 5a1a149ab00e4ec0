package dev.freshet.ddl.mysql;

import dev.freshet.event.TableId;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import io.debezium.ddl.parser.mysql.generated.MySqlParser;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByAddColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByAddColumnsContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByAddDefinitionsContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByAddPrimaryKeyContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByChangeColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByDropPrimaryKeyContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterByModifyColumnContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.AlterSpecificationContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.ColumnDefinitionContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.NullColumnConstraintContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.PrimaryKeyColumnConstraintContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what the clauses of one ALTER TABLE say of types and keys. */
final class AlteredDefinition {
    private final List<Column> columns = new ArrayList<>();
    private final List<String> untyped = new ArrayList<>();
    private @Nullable List<String> key;

    void add(AlterSpecificationContext clause) {
        switch (clause) {
            case AlterByAddColumnContext one -> defined(Names.name(one.uid(0)), one.columnDefinition(), true);
            case AlterByAddColumnsContext all -> {
                for (int i = 0; i < all.uid().size(); i++) {
                    defined(Names.name(all.uid(i)), all.columnDefinition(i), true);
                }
            }
            case AlterByAddDefinitionsContext all -> all.createDefinition().forEach(this::added);
            case AlterByModifyColumnContext one -> defined(Names.name(one.uid(0)), one.columnDefinition(), false);
            case AlterByChangeColumnContext one -> defined(Names.name(one.newColumn), one.columnDefinition(), false);
            case AlterByAddPrimaryKeyContext primary -> key = names(primary.indexColumnNames());
            case AlterByDropPrimaryKeyContext drop -> key = key == null ? List.of() : key;
            default -> {
                // says nothing about either
            }
        }
    }

    private void added(MySqlParser.CreateDefinitionContext definition) {
        if (definition instanceof MySqlParser.ColumnDeclarationContext column) {
            defined(Names.name(column.fullColumnName()), column.columnDefinition(), true);
        } else if (definition instanceof MySqlParser.ConstraintDeclarationContext declared
                && declared.tableConstraint() instanceof MySqlParser.PrimaryKeyTableConstraintContext primary) {
            key = names(primary.indexColumnNames());
        }
    }

    private void defined(String name, ColumnDefinitionContext definition, boolean added) {
        if (definition.columnConstraint().stream().anyMatch(AlteredDefinition::primary)) {
            key = List.of(name);
        }
        Optional<ColumnType> type = MySqlType.of(definition.dataType());
        if (type.isEmpty()) {
            untyped.add(name);
            return;
        }
        boolean nullable = definition.columnConstraint().stream().noneMatch(AlteredDefinition::notNull);
        Object initial = added ? Initial.of(definition, type.get(), nullable) : null;
        columns.add(new Column(name, type.get(), nullable, initial));
    }

    /** UNIQUE KEY has the same word in it, but is another kind of constraint. */
    private static boolean primary(MySqlParser.ColumnConstraintContext constraint) {
        return constraint instanceof PrimaryKeyColumnConstraintContext;
    }

    private static boolean notNull(MySqlParser.ColumnConstraintContext constraint) {
        return primary(constraint)
                || constraint instanceof NullColumnConstraintContext with
                        && with.nullNotnull().NOT() != null;
    }

    private static List<String> names(MySqlParser.IndexColumnNamesContext index) {
        return index.indexColumnName().stream()
                .filter(column -> column.uid() != null)
                .map(column -> Names.name(column.uid()))
                .toList();
    }

    Definition of(TableId table) {
        return new Definition(table, columns, untyped, key);
    }
}
