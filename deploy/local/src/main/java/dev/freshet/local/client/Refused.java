package dev.freshet.local.client;

/** A file or a service refused what was asked. The message names the field and the mend, as far as they are known. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    public Refused(String message) {
        super(message);
        this.status = 0;
    }

    Refused(String message, int status) {
        super(message);
        this.status = status;
    }

    Refused(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** The HTTP status, or 0 when it was not a service that refused. */
    public int status() {
        return status;
    }
}
