package dev.freshet.local.snowflake.sql;

import dev.freshet.local.snowflake.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a statement into words, by Snowflake's rules of names, texts and comments. */
public final class Tokenizer {
    private static final List<String> LONG_SYMBOLS = List.of("::", "<=", ">=", "<>", "!=", "||", "=>", "->");

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokenizer(String sql) {
        this.sql = sql;
    }

    /** @throws SnowflakeException when a text, a name or a comment does not end */
    public static List<Token> tokens(String sql) {
        Tokenizer tokenizer = new Tokenizer(sql);
        while (tokenizer.at < sql.length()) {
            tokenizer.next();
        }
        tokenizer.tokens.add(new Token(Kind.END, "", sql.length()));
        return tokenizer.tokens;
    }

    private void next() {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (sql.startsWith("--", at) || sql.startsWith("//", at)) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end + 1;
        } else if (sql.startsWith("/*", at)) {
            at = end("*/", at + 2, "a comment") + 2;
        } else if (c == '"') {
            quoted('"', Kind.QUOTED);
        } else if (c == '\'') {
            text();
        } else if (sql.startsWith("$$", at)) {
            int end = end("$$", at + 2, "a text");
            add(Kind.TEXT, sql.substring(at + 2, end), end + 2);
        } else if (c == '$' && at + 1 < sql.length() && Character.isDigit(sql.charAt(at + 1))) {
            int end = span(at + 1, false);
            add(Kind.FIELD, sql.substring(at + 1, end), end);
        } else if (Character.isDigit(c) || (c == '.' && digitAt(at + 1))) {
            number();
        } else if (Character.isLetter(c) || c == '_') {
            int end = span(at, true);
            add(Kind.WORD, sql.substring(at, end).toUpperCase(Locale.ROOT), end);
        } else if (c == '@') {
            stage();
        } else if (c == '?') {
            add(Kind.BIND, "?", at + 1);
        } else {
            String symbol = LONG_SYMBOLS.stream()
                    .filter(s -> sql.startsWith(s, at))
                    .findFirst()
                    .orElse(String.valueOf(c));
            add(Kind.SYMBOL, symbol, at + symbol.length());
        }
    }

    private void add(Kind kind, String text, int end) {
        tokens.add(new Token(kind, text, at));
        at = end;
    }

    private int end(String mark, int from, String what) {
        int end = sql.indexOf(mark, from);
        if (end < 0) {
            throw SnowflakeException.syntax(what + " that begins at " + at + " does not end");
        }
        return end;
    }

    private boolean digitAt(int index) {
        return index < sql.length() && Character.isDigit(sql.charAt(index));
    }

    private int span(int from, boolean dollars) {
        int end = from;
        while (end < sql.length()
                && (Character.isLetterOrDigit(sql.charAt(end))
                        || sql.charAt(end) == '_'
                        || (dollars && sql.charAt(end) == '$'))) {
            end++;
        }
        return end;
    }

    private void number() {
        int end = at;
        while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '.')) {
            boolean exponent = sql.charAt(end) == 'e' || sql.charAt(end) == 'E';
            end++;
            if (exponent && end < sql.length() && (sql.charAt(end) == '-' || sql.charAt(end) == '+')) {
                end++;
            }
        }
        add(Kind.NUMBER, sql.substring(at, end), end);
    }

    private void quoted(char quote, Kind kind) {
        StringBuilder text = new StringBuilder();
        int i = at + 1;
        while (true) {
            int end = end(String.valueOf(quote), i, "a name");
            text.append(sql, i, end);
            if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
                text.append(quote);
                i = end + 2;
            } else {
                add(kind, text.toString(), end + 1);
                return;
            }
        }
    }

    /** A backslash escapes, as everywhere in Snowflake's texts. */
    private void text() {
        StringBuilder text = new StringBuilder();
        for (int i = at + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\' && i + 1 < sql.length()) {
                i++;
                text.append(escaped(sql.charAt(i)));
            } else if (c == '\'' && i + 1 < sql.length() && sql.charAt(i + 1) == '\'') {
                text.append('\'');
                i++;
            } else if (c == '\'') {
                add(Kind.TEXT, text.toString(), i + 1);
                return;
            } else {
                text.append(c);
            }
        }
        throw SnowflakeException.syntax("a text that begins at " + at + " does not end");
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case '0' -> '\0';
            default -> c;
        };
    }

    /** Up to a blank or a bracket; quotes protect what is inside of them. */
    private void stage() {
        int end = at + 1;
        boolean quoted = false;
        while (end < sql.length()) {
            char c = sql.charAt(end);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (Character.isWhitespace(c) || c == '(' || c == ')' || c == ';' || c == '\'')) {
                break;
            }
            end++;
        }
        add(Kind.STAGE, sql.substring(at + 1, end), end);
    }
}
