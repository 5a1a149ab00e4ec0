package dev.freshet.sink.destination;

import org.jspecify.annotations.Nullable;

/** Why a destination did not do as asked. Messages say what, where (table) and never hold a row's values or a secret. */
public abstract sealed class DestinationException extends RuntimeException {
    private final String mend;

    private DestinationException(String message, String mend, @Nullable Throwable cause) {
        super(message, cause);
        this.mend = mend;
    }

    /** What a person can do about it. */
    public String mend() {
        return mend;
    }

    /** It may work later: retried for ever with backoff. */
    public static final class Unavailable extends DestinationException {
        public Unavailable(String message, String mend, @Nullable Throwable cause) {
            super(message, mend, cause);
        }
    }

    /** It will not work before a person mends it; looked at again now and then all the same. */
    public static final class Misconfigured extends DestinationException {
        public Misconfigured(String message, String mend, @Nullable Throwable cause) {
            super(message, mend, cause);
        }
    }

    /** A value of the batch can never be written: the batch is split down to it. */
    public static final class Rejected extends DestinationException {
        public Rejected(String message, String mend, @Nullable Throwable cause) {
            super(message, mend, cause);
        }
    }

    /** The control table has moved: another writer was here, or the batch was applied already. */
    public static final class Stale extends DestinationException {
        public Stale(String message) {
            super(message, "nothing to do: the sink reads its offsets again", null);
        }
    }
}
