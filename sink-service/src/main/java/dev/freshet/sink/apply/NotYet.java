package dev.freshet.sink.apply;

/** Something else of the same pipeline must happen first: ask again soon. */
public final class NotYet extends RuntimeException {
    NotYet(String reason) {
        super(reason, null, false, false);
    }
}
