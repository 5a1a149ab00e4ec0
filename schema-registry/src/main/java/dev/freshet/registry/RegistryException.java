package dev.freshet.registry;

/** The registry refused: the message says which subject or id, what it answered, and the mend. */
public class RegistryException extends RuntimeException {
    public RegistryException(String message) {
        super(message);
    }

    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
