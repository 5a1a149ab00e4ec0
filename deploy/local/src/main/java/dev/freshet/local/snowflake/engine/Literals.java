package dev.freshet.local.snowflake.engine;

import dev.freshet.local.snowflake.sql.Token;
import dev.freshet.local.snowflake.sql.Tokens;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What ADD COLUMN takes as a default: texts, numbers, truths and NULL, also with a sign or a cast. */
final class Literals {
    private static final Set<String> WORDS = Set.of("TRUE", "FALSE", "NULL");

    private Literals() {}

    static boolean isConstant(@Nullable Tokens value) {
        if (value == null) {
            return true;
        }
        value.back(0);
        value.accept("-");
        Token token = value.next();
        boolean literal = token.kind() == Token.Kind.TEXT
                || token.kind() == Token.Kind.NUMBER
                || (token.kind() == Token.Kind.WORD && WORDS.contains(token.text()));
        boolean constant = literal && value.atEnd();
        value.back(0);
        return constant;
    }
}
