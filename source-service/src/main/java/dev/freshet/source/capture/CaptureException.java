package dev.freshet.source.capture;

/** Debezium ended; the cause says why. */
public class CaptureException extends RuntimeException {
    CaptureException(Throwable cause) {
        super(cause.getMessage(), cause);
    }

    CaptureException(String message) {
        super(message);
    }
}
