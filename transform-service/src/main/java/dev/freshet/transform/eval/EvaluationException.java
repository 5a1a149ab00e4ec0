package dev.freshet.transform.eval;

/** A row for which an expression has no value. The message says what failed, and never holds a value of the row. */
public final class EvaluationException extends RuntimeException {
    public EvaluationException(String message) {
        super(message, null, false, false);
    }
}
