package dev.freshet.local.compare;

import org.jspecify.annotations.Nullable;

/** One of the two places that hold a table. */
public interface Side {
    /**
     * The rows in ascending order of the key: numbers by value, texts by their UTF-8 bytes.
     *
     * @throws Unreadable when the table cannot be read
     */
    Rows rows(Shape shape);

    /** A stream of rows with bounded memory. */
    interface Rows extends AutoCloseable {
        /** The next row, or null at the end. */
        @Nullable
        Row next();

        @Override
        void close();
    }

    /** The table is not there, or the server is not. */
    final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
