package dev.freshet.ddl.mysql;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.jspecify.annotations.Nullable;

/** Keeps the first error: those after it are its consequences. */
final class FirstError extends BaseErrorListener {
    private static final int LONGEST = 200;
    private @Nullable UnreadableStatementException error;

    @Override
    public void syntaxError(
            @Nullable Recognizer<?, ?> recognizer,
            @Nullable Object symbol,
            int line,
            int column,
            String problem,
            @Nullable RecognitionException cause) {
        if (error == null) {
            // the grammar's own message ends in all words that it would have liked better
            String brief = problem.length() > LONGEST ? problem.substring(0, LONGEST) + "..." : problem;
            error = new UnreadableStatementException(line, column + 1, brief);
        }
    }

    void raise() {
        if (error != null) {
            throw error;
        }
    }
}
