package dev.freshet.sink.deadletter;

import java.util.List;

/** Keeps the dead letters of one pipeline. Used by one thread. */
public interface DeadLetters extends AutoCloseable {
    /**
     * Returns when all of them are safely stored.
     *
     * @throws Unavailable when they could not be stored now; some of them may have been. Offer them again
     */
    void store(List<DeadLetter> letters);

    @Override
    void close();

    /** They cannot be stored now. */
    final class Unavailable extends RuntimeException {
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
