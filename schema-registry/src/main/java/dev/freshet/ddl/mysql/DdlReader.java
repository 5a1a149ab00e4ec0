package dev.freshet.ddl.mysql;

import dev.freshet.ddl.mysql.TableChange.Altered;
import dev.freshet.ddl.mysql.TableChange.Created;
import dev.freshet.ddl.mysql.TableChange.DatabaseDropped;
import dev.freshet.ddl.mysql.TableChange.Dropped;
import dev.freshet.ddl.mysql.TableChange.Renamed;
import dev.freshet.ddl.mysql.TableChange.Truncated;
import dev.freshet.event.TableId;
import io.debezium.antlr.CaseChangingCharStream;
import io.debezium.ddl.parser.mysql.generated.MySqlLexer;
import io.debezium.ddl.parser.mysql.generated.MySqlParser;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.DdlStatementContext;
import io.debezium.ddl.parser.mysql.generated.MySqlParser.SqlStatementContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Reads statements of MySQL. */
public final class DdlReader {
    private DdlReader() {}

    /**
     * What the text did, in its order; empty when the grammar cannot read it, or when it is about no table.
     *
     * @param database of names without one
     */
    public static List<TableChange> read(String text, String database) {
        try {
            return statement(text, database).changes();
        } catch (UnreadableStatementException unknown) {
            return List.of();
        }
    }

    /** Whether the text is about a table of whatever database is in use, which it renames into a database that it names. */
    public static boolean leavesTheDatabaseInUse(String text) {
        return read(text, "").stream()
                .anyMatch(change -> change instanceof Renamed(TableId from, TableId to)
                        && from.database().isEmpty()
                        && !to.database().isEmpty());
    }

    /**
     * All that the text says, as one: it is one statement, or what each of several does to types and keys does not matter.
     *
     * @param database of names without one
     * @throws UnreadableStatementException when the grammar cannot read it
     */
    public static Statement statement(String text, String database) {
        List<Statement> all = statements(text, database);
        return new Statement(
                all.stream().flatMap(one -> one.changes().stream()).toList(),
                all.stream().flatMap(one -> one.definitions().stream()).toList());
    }

    /**
     * Each statement of the text that is about tables, in order.
     *
     * @param database of names without one
     * @throws UnreadableStatementException when the grammar cannot read it
     */
    public static List<Statement> statements(String text, String database) {
        FirstError error = new FirstError();
        MySqlLexer lexer =
                new MySqlLexer(new CaseChangingCharStream(CharStreams.fromString(VersionComments.opened(text)), true));
        lexer.removeErrorListeners();
        MySqlParser parser = new MySqlParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(error);
        MySqlParser.SqlStatementsContext statements = parser.root().sqlStatements();
        error.raise();
        List<Statement> all = new ArrayList<>();
        if (statements != null) {
            Names names = new Names(database);
            for (SqlStatementContext statement : statements.sqlStatement()) {
                DdlStatementContext ddl = statement.ddlStatement();
                List<TableChange> changes = ddl == null ? List.of() : changes(ddl, names);
                if (ddl != null && !changes.isEmpty()) {
                    all.add(new Statement(changes, definitions(ddl, names)));
                }
            }
        }
        return all;
    }

    private static List<Definition> definitions(DdlStatementContext ddl, Names names) {
        if (ddl.alterTable() == null) {
            return List.of();
        }
        return List.of(
                definition(ddl.alterTable()).of(names.table(ddl.alterTable().tableName())));
    }

    private static AlteredDefinition definition(MySqlParser.AlterTableContext alter) {
        AlteredDefinition definition = new AlteredDefinition();
        alter.alterSpecification().forEach(definition::add);
        return definition;
    }

    private static List<TableChange> changes(DdlStatementContext ddl, Names names) {
        if (ddl.alterTable() != null) {
            return altered(ddl.alterTable(), names);
        } else if (ddl.renameTable() != null) {
            return ddl.renameTable().renameTableClause().stream()
                    .<TableChange>map(
                            clause -> new Renamed(names.table(clause.tableName(0)), names.table(clause.tableName(1))))
                    .toList();
        } else if (ddl.truncateTable() != null) {
            return List.of(new Truncated(names.table(ddl.truncateTable().tableName())));
        } else if (ddl.dropTable() != null && ddl.dropTable().TEMPORARY() == null) {
            return ddl.dropTable().tables().tableName().stream()
                    .<TableChange>map(name -> new Dropped(names.table(name)))
                    .toList();
        } else if (ddl.createTable() != null) {
            return created(ddl.createTable(), names);
        } else if (ddl.dropDatabase() != null) {
            return List.of(new DatabaseDropped(Names.name(ddl.dropDatabase().uid())));
        }
        return List.of();
    }

    private static List<TableChange> altered(MySqlParser.AlterTableContext alter, Names names) {
        TableId table = names.table(alter.tableName());
        AlteredColumns columns = new AlteredColumns();
        List<TableChange> changes = new ArrayList<>();
        for (MySqlParser.AlterSpecificationContext one : alter.alterSpecification()) {
            columns.add(one);
            if (one instanceof MySqlParser.AlterByRenameContext rename) {
                changes.add(new Renamed(table, names.table(rename)));
            }
        }
        List<String> key = definition(alter).of(table).key();
        changes.addFirst(new Altered(table, columns.steps(), columns.silent(), key == null ? List.of() : key));
        return changes;
    }

    private static List<TableChange> created(MySqlParser.CreateTableContext create, Names names) {
        return switch (create) {
            case MySqlParser.ColumnCreateTableContext c ->
                created(c.TEMPORARY(), c.ifNotExists(), c.tableName(), names);
            case MySqlParser.CopyCreateTableContext c -> created(c.TEMPORARY(), c.ifNotExists(), c.tableName(0), names);
            case MySqlParser.QueryCreateTableContext c -> created(c.TEMPORARY(), c.ifNotExists(), c.tableName(), names);
            default -> List.of();
        };
    }

    private static List<TableChange> created(
            @Nullable TerminalNode temporary,
            MySqlParser.@Nullable IfNotExistsContext ifNotExists,
            MySqlParser.TableNameContext name,
            Names names) {
        return temporary != null ? List.of() : List.of(new Created(names.table(name), ifNotExists == null));
    }
}
