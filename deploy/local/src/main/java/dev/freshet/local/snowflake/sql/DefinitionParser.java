package dev.freshet.local.snowflake.sql;

import dev.freshet.local.snowflake.sql.Statement.Action;
import dev.freshet.local.snowflake.sql.Statement.ColumnClause;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads CREATE, DROP, ALTER and TRUNCATE. */
final class DefinitionParser {
    private final String sql;
    private final Tokens tokens;
    private final Names names;

    DefinitionParser(String sql, Tokens tokens, Names names) {
        this.sql = sql;
        this.tokens = tokens;
        this.names = names;
    }

    Statement statement() {
        Statement statement = switch (tokens.next().text()) {
            case "CREATE" -> create();
            case "DROP" -> drop();
            case "ALTER" -> alter();
            default -> {
                tokens.accept("TABLE");
                yield new Statement.Truncate(names.object());
            }
        };
        if (!(statement instanceof Statement.CreateView)) {
            tokens.end();
        }
        return statement;
    }

    private SnowflakeException unknown() {
        return SnowflakeException.unknown("the statement " + sql.strip());
    }

    private Statement create() {
        boolean orReplace = tokens.accept("OR", "REPLACE");
        boolean temporary = tokens.accept("TEMPORARY") || tokens.accept("TEMP");
        boolean transientObject = tokens.accept("TRANSIENT");
        String kind = tokens.name();
        boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
        return switch (kind) {
            case "SCHEMA" -> new Statement.CreateSchema(names.schema(), transientObject, ifNotExists);
            case "TABLE" -> table(orReplace, temporary, ifNotExists);
            case "STAGE" -> stage(orReplace, ifNotExists);
            case "VIEW" -> view(orReplace);
            default -> throw unknown();
        };
    }

    private Statement table(boolean orReplace, boolean temporary, boolean ifNotExists) {
        ObjectName name = names.object();
        boolean clone = tokens.accept("CLONE");
        if (clone || tokens.accept("LIKE")) {
            if (temporary) {
                throw unknown();
            }
            ObjectName from = names.object();
            tokens.accept("COPY", "GRANTS");
            return new Statement.CreateFrom(name, from, clone, orReplace, ifNotExists);
        }
        tokens.expect("(");
        List<ColumnClause> columns = new ArrayList<>();
        List<String> key = new ArrayList<>();
        do {
            if (tokens.accept("PRIMARY", "KEY")) {
                key.addAll(names.list());
            } else {
                ColumnClause column = column();
                columns.add(column);
                if (column.key()) {
                    key.add(column.name());
                }
            }
        } while (tokens.accept(","));
        tokens.expect(")");
        String comment = tokens.accept("COMMENT", "=") ? tokens.text() : "";
        return new Statement.CreateTable(name, columns, key, orReplace, temporary, ifNotExists, comment);
    }

    private ColumnClause column() {
        String name = tokens.name();
        DataType type = DataType.parse(tokens);
        boolean notNull = false;
        boolean key = false;
        Tokens value = null;
        String comment = "";
        while (!tokens.peek().is(",") && !tokens.peek().is(")") && !tokens.atEnd()) {
            if (tokens.accept("NOT", "NULL")) {
                notNull = true;
            } else if (tokens.accept("PRIMARY", "KEY")) {
                key = true;
            } else if (tokens.accept("COMMENT")) {
                comment = tokens.text();
            } else if (tokens.accept("DEFAULT")) {
                value = defaultValue();
            } else if (!tokens.accept("NULL")) {
                throw tokens.unexpected("a constraint that is not known");
            }
        }
        return new ColumnClause(name, type, notNull, key, value, comment);
    }

    private Tokens defaultValue() {
        List<Token> words = new ArrayList<>();
        int depth = 0;
        while (!tokens.atEnd()) {
            Token token = tokens.peek();
            boolean ends =
                    token.is(",") || token.is(")") || token.is("COMMENT") || token.is("NOT") || token.is("PRIMARY");
            if (depth == 0 && ends) {
                break;
            }
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            words.add(tokens.next());
        }
        words.add(new Token(Token.Kind.END, "", tokens.peek().start()));
        return new Tokens(words);
    }

    private Statement stage(boolean orReplace, boolean ifNotExists) {
        ObjectName name = names.object();
        Map<String, String> options = new LinkedHashMap<>();
        while (!tokens.atEnd()) {
            names.option(options);
        }
        Map<String, String> format = new LinkedHashMap<>();
        options.forEach((key, value) -> {
            if (key.startsWith("FILE_FORMAT.")) {
                format.put(key.substring("FILE_FORMAT.".length()), value);
            } else if (!key.equals("COMMENT") && !key.startsWith("DIRECTORY")) {
                throw SnowflakeException.unknown("the option " + key + " of a stage");
            }
        });
        return new Statement.CreateStage(name, orReplace, ifNotExists, format);
    }

    private Statement view(boolean orReplace) {
        ObjectName name = names.object();
        tokens.accept("COPY", "GRANTS");
        if (tokens.accept("COMMENT", "=")) {
            tokens.text();
        }
        tokens.expect("AS");
        return new Statement.CreateView(name, orReplace, tokens);
    }

    private Statement drop() {
        String kind = tokens.name();
        boolean ifExists = tokens.accept("IF", "EXISTS");
        return switch (kind) {
            case "TABLE", "VIEW", "STAGE" -> new Statement.Drop(kind, names.object(), ifExists);
            case "SCHEMA" -> {
                Statement drop = new Statement.DropSchema(names.schema(), ifExists);
                tokens.accept("CASCADE");
                yield drop;
            }
            default -> throw unknown();
        };
    }

    private Statement alter() {
        String kind = tokens.name();
        return switch (kind) {
            case "SESSION" -> session();
            case "TABLE" -> {
                boolean ifExists = tokens.accept("IF", "EXISTS");
                yield new Statement.AlterTable(names.object(), ifExists, action());
            }
            default -> throw unknown();
        };
    }

    private Statement session() {
        tokens.expect("SET");
        Map<String, String> parameters = new LinkedHashMap<>();
        while (!tokens.atEnd()) {
            names.option(parameters);
            tokens.accept(",");
        }
        return new Statement.AlterSession(parameters);
    }

    private Action action() {
        String verb = tokens.name();
        return switch (verb) {
            case "ADD" -> add();
            case "DROP" -> tokens.accept("PRIMARY", "KEY") ? new Action.DropKey() : dropColumn();
            case "RENAME" -> rename();
            case "SET" -> {
                tokens.expect("COMMENT");
                tokens.expect("=");
                yield new Action.CommentTable(tokens.text());
            }
            case "ALTER", "MODIFY" -> alterColumn();
            default -> throw unknown();
        };
    }

    private Action add() {
        if (tokens.accept("PRIMARY", "KEY")) {
            return new Action.AddKey(names.list());
        }
        tokens.accept("COLUMN");
        boolean ifNotExists = tokens.accept("IF", "NOT", "EXISTS");
        return new Action.AddColumn(column(), ifNotExists);
    }

    private Action dropColumn() {
        tokens.accept("COLUMN");
        boolean ifExists = tokens.accept("IF", "EXISTS");
        return new Action.DropColumn(tokens.name(), ifExists);
    }

    private Action rename() {
        if (tokens.accept("TO")) {
            return new Action.RenameTable(names.object());
        }
        tokens.expect("COLUMN");
        String from = tokens.name();
        tokens.expect("TO");
        return new Action.RenameColumn(from, tokens.name());
    }

    private Action alterColumn() {
        tokens.accept("COLUMN");
        String column = tokens.name();
        if (tokens.accept("SET", "DATA", "TYPE") || tokens.accept("TYPE")) {
            return new Action.SetType(column, DataType.parse(tokens));
        }
        if (tokens.accept("SET", "NOT", "NULL") || tokens.accept("NOT", "NULL")) {
            return new Action.SetNotNull(column, true);
        }
        if (tokens.accept("DROP", "NOT", "NULL")) {
            return new Action.SetNotNull(column, false);
        }
        if (tokens.accept("DROP", "DEFAULT")) {
            return new Action.DropDefault(column);
        }
        if (tokens.accept("COMMENT")) {
            return new Action.CommentColumn(column, tokens.text());
        }
        throw unknown();
    }
}
