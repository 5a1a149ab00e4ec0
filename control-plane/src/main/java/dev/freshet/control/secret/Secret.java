package dev.freshet.control.secret;

import org.jspecify.annotations.Nullable;

/** A resolved secret. Prints as {@code ***}; {@link #reveal()} is called only where the value is handed to a driver. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The value itself: never put it into a log, an exception, a status or an answer. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
