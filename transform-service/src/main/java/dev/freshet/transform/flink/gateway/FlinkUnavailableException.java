package dev.freshet.transform.flink.gateway;

import org.jspecify.annotations.Nullable;

/** The cluster or its gateway cannot be reached, or does not answer as it should: tried again later. */
public final class FlinkUnavailableException extends RuntimeException {
    public FlinkUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
