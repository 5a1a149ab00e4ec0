package dev.freshet.local.snowflake.sql;

import dev.freshet.local.snowflake.sql.Statement.StagePath;
import dev.freshet.local.snowflake.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads names and options, which look alike in all statements. */
final class Names {
    private final Tokens tokens;
    private final Scope scope;

    Names(Tokens tokens, Scope scope) {
        this.tokens = tokens;
        this.scope = scope;
    }

    /** {@code [[database.]schema.]name} */
    ObjectName object() {
        return object(tokens);
    }

    private ObjectName object(Tokens words) {
        List<String> parts = new ArrayList<>(List.of(words.name()));
        while (words.accept(".")) {
            parts.add(words.name());
        }
        return switch (parts.size()) {
            case 1 -> new ObjectName(scope.schema(), parts.get(0));
            case 2 -> new ObjectName(parts.get(0), parts.get(1));
            case 3 -> {
                requireDatabase(parts.get(0));
                yield new ObjectName(parts.get(1), parts.get(2));
            }
            default -> throw words.unexpected("a name has three parts at most");
        };
    }

    private void requireDatabase(String name) {
        if (!name.equals(scope.database())) {
            throw new SnowflakeException(
                    "002003",
                    "02000",
                    "SQL compilation error:\nDatabase '" + name + "' does not exist or not authorized.");
        }
    }

    /** {@code [database.]schema} */
    String schema() {
        String name = tokens.name();
        if (tokens.accept(".")) {
            requireDatabase(name);
            return tokens.name();
        }
        return name;
    }

    List<String> list() {
        tokens.expect("(");
        List<String> names = new ArrayList<>();
        do {
            names.add(tokens.name());
        } while (tokens.accept(","));
        tokens.expect(")");
        return names;
    }

    /** {@code @stage/path}, or the same in quotes. */
    StagePath stagePath() {
        Token token = tokens.next();
        String text = token.text();
        if (token.kind() == Kind.TEXT && text.startsWith("@")) {
            text = text.substring(1);
        } else if (token.kind() != Kind.STAGE) {
            throw tokens.unexpected("expected a stage");
        }
        if (text.startsWith("~") || text.startsWith("%")) {
            throw SnowflakeException.unknown("stages of users and tables; name a stage");
        }
        int slash = outsideOfQuotes(text, '/');
        String name = slash < 0 ? text : text.substring(0, slash);
        String path = slash < 0 ? "" : text.substring(slash + 1);
        return new StagePath(object(new Tokens(Tokenizer.tokens(name))), path);
    }

    private static int outsideOfQuotes(String text, char wanted) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            quoted ^= text.charAt(i) == '"';
            if (!quoted && text.charAt(i) == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** {@code NAME = value} or {@code NAME = ( NAME = value ... )}, whose names get the outer one before them. */
    void option(Map<String, String> options) {
        String name = tokens.name();
        tokens.expect("=");
        if (!tokens.accept("(")) {
            options.put(name, value());
            return;
        }
        if (tokens.peek().is(")") || tokens.peek().kind() == Kind.TEXT) {
            options.put(name, texts());
            return;
        }
        while (!tokens.accept(")")) {
            String inner = tokens.name();
            tokens.expect("=");
            options.put(name + "." + inner, tokens.accept("(") ? texts() : value());
            tokens.accept(",");
        }
    }

    private String value() {
        Token token = tokens.next();
        return token.text();
    }

    /** What is left of a list in brackets, joined by commas. */
    private String texts() {
        List<String> texts = new ArrayList<>();
        while (!tokens.accept(")")) {
            texts.add(tokens.text());
            tokens.accept(",");
        }
        return String.join(",", texts);
    }
}
