package dev.freshet.local.snowflake.sql;

import dev.freshet.local.snowflake.sql.Statement.StagePath;
import dev.freshet.local.snowflake.sql.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one statement. What it does not know it refuses. */
public final class StatementParser {
    /** The file of a PUT needs no quotes, and its slashes are no comment. */
    private static final Pattern URL = Pattern.compile("(?i)^(\\s*put\\s+)(file://\\S+)");

    private final String sql;
    private final Tokens tokens;
    private final Names names;

    private StatementParser(String sql, Scope scope) {
        this.sql = sql;
        this.tokens = new Tokens(Tokenizer.tokens(sql));
        this.names = new Names(tokens, scope);
    }

    /** @throws SnowflakeException for what Snowflake or this server does not take */
    public static Statement parse(String sql, Scope scope) {
        return new StatementParser(URL.matcher(sql).replaceFirst("$1'$2'"), scope).statement();
    }

    private Statement statement() {
        Token first = tokens.peek();
        if (first.is("(")) {
            return new Statement.Query(tokens);
        }
        return switch (first.text()) {
            case "SELECT", "WITH" -> new Statement.Query(tokens);
            case "BEGIN", "START" -> begin();
            case "COMMIT" -> word(new Statement.Commit());
            case "ROLLBACK" -> word(new Statement.Rollback());
            case "USE" -> use();
            case "INSERT", "UPDATE", "DELETE" -> dml();
            case "MERGE" -> new Statement.Merge(tokens);
            case "COPY" -> copy();
            case "CREATE", "DROP", "ALTER", "TRUNCATE" -> new DefinitionParser(sql, tokens, names).statement();
            case "DESCRIBE", "DESC" -> describe();
            case "SHOW" -> show();
            case "PUT" -> put();
            case "REMOVE", "RM" -> {
                tokens.next();
                yield ended(new Statement.Remove(names.stagePath()));
            }
            case "LIST", "LS" -> {
                tokens.next();
                yield ended(new Statement.ListFiles(names.stagePath()));
            }
            default -> throw SnowflakeException.unknown("the statement " + sql.strip());
        };
    }

    private Statement word(Statement statement) {
        tokens.next();
        tokens.accept("WORK");
        return ended(statement);
    }

    private Statement ended(Statement statement) {
        tokens.end();
        return statement;
    }

    private Statement begin() {
        tokens.next();
        if (!tokens.accept("TRANSACTION")) {
            tokens.accept("WORK");
        }
        return ended(new Statement.Begin(tokens.accept("NAME") ? tokens.name() : ""));
    }

    private Statement use() {
        tokens.next();
        String kind = tokens.peek(1).kind() == Kind.END ? "DATABASE" : tokens.name();
        if (kind.equals("SECONDARY")) {
            throw SnowflakeException.unknown("secondary roles");
        }
        String name = tokens.name();
        if (tokens.accept(".")) {
            name = tokens.name();
        }
        return ended(new Statement.Use(kind, name));
    }

    private Statement dml() {
        int start = tokens.at();
        String verb = tokens.next().text();
        if (verb.equals("INSERT")) {
            tokens.expect("INTO");
        } else if (verb.equals("DELETE")) {
            tokens.expect("FROM");
        }
        ObjectName table = names.object();
        tokens.back(start);
        return new Statement.Dml(verb, table, tokens);
    }

    private Statement describe() {
        tokens.next();
        if (!tokens.accept("TABLE") && !tokens.accept("VIEW")) {
            throw SnowflakeException.unknown("the statement " + sql.strip());
        }
        return ended(new Statement.Describe(names.object()));
    }

    private Statement show() {
        tokens.next();
        tokens.accept("TERSE");
        String what = tokens.name();
        if (what.equals("PRIMARY")) {
            tokens.expect("KEYS");
            what = "PRIMARY KEYS";
        }
        String like = tokens.accept("LIKE") ? tokens.text() : null;
        ObjectName in = tokens.accept("IN") ? in(what) : null;
        if (tokens.accept("FOR", "SESSION")) {
            in = null;
        }
        return ended(new Statement.Show(what, like, in));
    }

    private @Nullable ObjectName in(String what) {
        if (tokens.accept("ACCOUNT") || tokens.accept("SESSION")) {
            return null;
        }
        if (tokens.accept("DATABASE")) {
            tokens.name();
            return null;
        }
        if (tokens.accept("SCHEMA")) {
            return new ObjectName(names.schema(), "");
        }
        tokens.accept("TABLE");
        return what.equals("COLUMNS") || what.equals("PRIMARY KEYS")
                ? names.object()
                : new ObjectName(names.schema(), "");
    }

    private Statement put() {
        tokens.next();
        return new Statement.Put(tokens.text(), names.stagePath(), options());
    }

    private Statement copy() {
        tokens.next();
        tokens.expect("INTO");
        if (tokens.peek().kind() == Kind.STAGE) {
            throw SnowflakeException.unknown("unloading to a stage");
        }
        ObjectName table = names.object();
        List<String> columns = tokens.peek().is("(") ? names.list() : List.of();
        tokens.expect("FROM");
        Tokens select = null;
        StagePath from;
        if (tokens.accept("(")) {
            tokens.expect("SELECT");
            select = new Tokens(Tokenizer.tokens(sql));
            select.back(tokens.at());
            skipTo("FROM");
            tokens.expect("FROM");
            from = names.stagePath();
            tokens.expect(")");
        } else {
            from = names.stagePath();
        }
        List<String> files = new ArrayList<>();
        if (tokens.accept("FILES")) {
            tokens.expect("=");
            tokens.expect("(");
            do {
                files.add(tokens.text());
            } while (tokens.accept(","));
            tokens.expect(")");
        }
        return new Statement.CopyInto(table, columns, select, from, files, options());
    }

    private void skipTo(String word) {
        int depth = 0;
        while (!tokens.atEnd() && (depth > 0 || !tokens.peek().is(word))) {
            Token token = tokens.next();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
    }

    private Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        while (!tokens.atEnd()) {
            names.option(options);
        }
        tokens.end();
        return options;
    }
}
