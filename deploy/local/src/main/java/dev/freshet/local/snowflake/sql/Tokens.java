package dev.freshet.local.snowflake.sql;

import dev.freshet.local.snowflake.sql.Token.Kind;
import java.util.List;

/** A place in a statement's words. */
public final class Tokens {
    private final List<Token> tokens;
    private int at;

    public Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    public Token peek() {
        return peek(0);
    }

    public Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    public Token next() {
        Token token = peek();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    public int at() {
        return at;
    }

    public void back(int place) {
        at = place;
    }

    public boolean atEnd() {
        return peek().kind() == Kind.END || (peek().is(";") && peek(1).kind() == Kind.END);
    }

    /** Takes these words if all of them are next. */
    public boolean accept(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    public void expect(String... words) {
        if (!accept(words)) {
            throw unexpected("expected " + String.join(" ", words));
        }
    }

    /** A name: in upper case unless it was quoted. */
    public String name() {
        if (!peek().isName()) {
            throw unexpected("expected a name");
        }
        return next().text();
    }

    public String text() {
        if (peek().kind() != Kind.TEXT) {
            throw unexpected("expected a text in single quotes");
        }
        return next().text();
    }

    public int number() {
        if (peek().kind() != Kind.NUMBER) {
            throw unexpected("expected a number");
        }
        return Integer.parseInt(next().text());
    }

    /** Nothing may follow. */
    public void end() {
        accept(";");
        if (peek().kind() != Kind.END) {
            throw unexpected("expected the end of the statement");
        }
    }

    public SnowflakeException unexpected(String what) {
        Token token = peek();
        return SnowflakeException.syntax("syntax error at position " + token.start() + " unexpected '"
                + (token.kind() == Kind.END ? "<EOF>" : token.text()) + "': " + what);
    }
}
