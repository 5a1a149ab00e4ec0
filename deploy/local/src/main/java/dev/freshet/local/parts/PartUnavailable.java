package dev.freshet.local.parts;

/** A part could not be fetched, unpacked or prepared. The message says what to do about it. */
public final class PartUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PartUnavailable(String message) {
        super(message);
    }

    public PartUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
