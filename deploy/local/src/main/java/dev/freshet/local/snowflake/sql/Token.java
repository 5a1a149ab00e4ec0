package dev.freshet.local.snowflake.sql;

/**
 * One word of a statement.
 *
 * @param text  a {@link Kind#WORD} in upper case, a name or text without its quotes; else as it stands
 * @param start where it begins in the statement
 */
public record Token(Kind kind, String text, int start) {
    public enum Kind {
        /** A keyword, or a name without quotes. */
        WORD,
        /** A name in double quotes. */
        QUOTED,
        /** A text in single quotes. */
        TEXT,
        NUMBER,
        /** {@code $1}: a column of a staged file; the text is the number. */
        FIELD,
        /** {@code @stage/path}; the text is what follows the at-sign. */
        STAGE,
        /** {@code ?} */
        BIND,
        SYMBOL,
        END
    }

    public boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(word);
    }

    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }
}
