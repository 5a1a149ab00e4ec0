package dev.freshet.local.process;

/** A process did not start, did not become ready in time, or could not be signalled. The message quotes its log. */
public final class ProcessFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProcessFailed(String message) {
        super(message);
    }

    public ProcessFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
