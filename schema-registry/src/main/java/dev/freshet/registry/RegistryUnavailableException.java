package dev.freshet.registry;

/** The registry could not be asked now; the same call may succeed later. */
public class RegistryUnavailableException extends RegistryException {
    public RegistryUnavailableException(String message) {
        super(message);
    }

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
