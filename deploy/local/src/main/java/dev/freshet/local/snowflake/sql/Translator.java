package dev.freshet.local.snowflake.sql;

import dev.freshet.local.snowflake.sql.Token.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes Snowflake's SQL as DuckDB takes it, word by word: names folded, types and functions replaced, unknown functions refused. */
public final class Translator {
    /** May stand before a bracket without being a function. */
    private static final Set<String> KEYWORDS = Set.of(
            "SELECT",
            "FROM",
            "WHERE",
            "IN",
            "AS",
            "ON",
            "AND",
            "OR",
            "NOT",
            "VALUES",
            "USING",
            "EXISTS",
            "WHEN",
            "THEN",
            "ELSE",
            "UNION",
            "ALL",
            "OVER",
            "BY",
            "JOIN",
            "INSERT",
            "SET",
            "WITH",
            "BETWEEN",
            "LIKE",
            "CASE",
            "HAVING",
            "QUALIFY",
            "EXCEPT",
            "INTERSECT",
            "DISTINCT",
            "LIMIT",
            "IS",
            "ANY",
            "INTO",
            "PARTITION",
            "ORDER",
            "GROUP",
            "TABLE");

    private static final Set<String> TABLE_FOLLOWS = Set.of("FROM", "JOIN", "INTO", "UPDATE", "USING");

    private final Tokens tokens;
    private final Scope scope;
    private final Iterator<String> binds;
    private final StringBuilder out = new StringBuilder();

    /** @param binds literals for the question marks, in order */
    public Translator(Tokens tokens, Scope scope, List<String> binds) {
        this(tokens, scope, binds.iterator());
    }

    private Translator(Tokens tokens, Scope scope, Iterator<String> binds) {
        this.tokens = tokens;
        this.scope = scope;
        this.binds = binds;
    }

    /** All that is left of the statement. */
    public String rest() {
        return until();
    }

    /** Up to one of these words, or the end, outside of brackets. */
    public String until(String... words) {
        out.setLength(0);
        int depth = 0;
        while (!tokens.atEnd()) {
            Token token = tokens.peek();
            if (depth == 0 && (isAny(token, words) || token.is(")"))) {
                break;
            }
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            token();
        }
        return out.toString().strip();
    }

    private static boolean isAny(Token token, String... words) {
        for (String word : words) {
            if (token.is(word)) {
                return true;
            }
        }
        return false;
    }

    private void token() {
        Token token = tokens.peek();
        switch (token.kind()) {
            case WORD, QUOTED -> name();
            case TEXT -> emit(ObjectName.literal(tokens.next().text()));
            case FIELD -> emit("c" + tokens.next().text());
            case BIND -> {
                tokens.next();
                if (!binds.hasNext()) {
                    throw new SnowflakeException(
                            "002049", "42601", "SQL compilation error: a bind variable is not set");
                }
                emit(binds.next());
            }
            case STAGE -> throw SnowflakeException.unknown("reading staged files in a query");
            case SYMBOL -> symbol();
            case NUMBER -> emit(tokens.next().text());
            case END -> throw tokens.unexpected("more of the statement");
        }
    }

    private void symbol() {
        if (tokens.accept("::")) {
            // binds more tightly than anything before it in both dialects
            out.append("::").append(DataType.parse(tokens).duckDb());
            return;
        }
        String symbol = tokens.next().text();
        if (symbol.equals(".") || symbol.equals("(")) {
            out.append(symbol);
        } else {
            emit(symbol);
        }
    }

    private void name() {
        Token token = tokens.peek();
        if (token.kind() == Kind.WORD && tokens.peek(1).is("(") && !KEYWORDS.contains(token.text()) && !named()) {
            function();
            return;
        }
        if (token.kind() == Kind.WORD) {
            String context = tokens.peek(1).is(".") || afterDot() ? null : bare(token.text());
            if (context != null) {
                tokens.next();
                emit(context);
                return;
            }
        }
        if (!afterDot() && tokens.peek(1).is(".") && tokens.peek(2).isName()) {
            qualified();
            return;
        }
        String unqualified = tableExpected() ? scope.physical(new ObjectName(scope.schema(), token.text())) : null;
        tokens.next();
        emit(unqualified != null ? unqualified : text(token));
    }

    /** Whether the word is a name for certain: after a dot, AS, or a word that a table follows. */
    private boolean named() {
        return afterDot() || (tokens.at() > 0 && (tokens.peek(-1).is("AS") || tableExpected()));
    }

    /** Functions that need no brackets. */
    private @Nullable String bare(String word) {
        return switch (word) {
            case "CURRENT_TIMESTAMP", "METADATA$START_SCAN_TIME" -> "now()";
            case "CURRENT_DATE" -> "current_date";
            default -> null;
        };
    }

    private boolean afterDot() {
        return !out.isEmpty() && out.charAt(out.length() - 1) == '.';
    }

    /** Whether the word before is one that a table's name follows. */
    private boolean tableExpected() {
        int at = tokens.at();
        return at > 0 && TABLE_FOLLOWS.contains(tokens.peek(-1).text());
    }

    private static String text(Token token) {
        return token.kind() == Kind.QUOTED ? ObjectName.quote(token.text()) : token.text();
    }

    /** A name of several parts: the database goes, temporary tables and INFORMATION_SCHEMA are found elsewhere. */
    private void qualified() {
        if (tokens.peek().text().equals(scope.database()) && tokens.peek(3).is(".")) {
            tokens.next();
            tokens.next();
        }
        boolean table = tableExpected();
        Token first = tokens.next();
        tokens.next();
        Token second = tokens.next();
        if (first.text().equals("INFORMATION_SCHEMA")) {
            emit("(" + scope.information(second.text()) + ")");
            return;
        }
        String physical = table ? scope.physical(new ObjectName(first.text(), second.text())) : null;
        if (physical != null) {
            emit(physical);
        } else {
            emit(text(first));
            out.append('.').append(text(second));
        }
    }

    private void function() {
        String name = tokens.next().text();
        tokens.expect("(");
        if (name.equals("CAST") || name.equals("TRY_CAST")) {
            String value = inner().until("AS");
            tokens.expect("AS");
            emit(name + "(" + value + " AS " + DataType.parse(tokens).duckDb());
            tokens.expect(")");
            out.append(')');
            return;
        }
        boolean distinct = tokens.accept("DISTINCT");
        List<String> arguments = new ArrayList<>();
        while (!tokens.accept(")")) {
            arguments.add(inner().until(","));
            if (!tokens.accept(",") && !tokens.peek().is(")")) {
                throw tokens.unexpected("expected , or )");
            }
        }
        String context = scope.context(name, arguments);
        emit(context != null ? context : Functions.translate(name, distinct, arguments));
    }

    private Translator inner() {
        return new Translator(tokens, scope, binds);
    }

    private void emit(String text) {
        if (!out.isEmpty() && !afterDot() && out.charAt(out.length() - 1) != '(') {
            out.append(' ');
        }
        out.append(text);
    }
}
