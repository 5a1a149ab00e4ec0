package dev.freshet.control.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Resolves references at the moment of use; nothing is cached, so a rotated secret is found at the next connection. Thread-safe. */
public final class Secrets {
    private static final int LIMIT = 64 * 1024;

    private final Function<String, @Nullable String> environment;

    public Secrets(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** Looks into this process's environment and files. */
    public static Secrets ofThisProcess() {
        return new Secrets(System::getenv);
    }

    /**
     * The secret behind a reference; a text that is not a reference is taken as it is.
     *
     * @throws UnresolvedSecretException when the variable or the file is missing, empty or unreadable
     */
    public Secret resolve(String text) {
        return SecretReference.parse(text)
                .map(reference -> new Secret(
                        switch (reference.scheme()) {
                            case ENV -> variable(reference);
                            case FILE -> file(reference);
                        }))
                .orElseGet(() -> new Secret(text));
    }

    /** The same map with references replaced by their values, for handing to a driver: do not log it. */
    public Map<String, String> resolveAll(Map<String, String> config) {
        Map<String, String> resolved = new LinkedHashMap<>();
        config.forEach((key, value) -> resolved.put(key, resolve(value).reveal()));
        return resolved;
    }

    private String variable(SecretReference reference) {
        String value = environment.apply(reference.target());
        if (value == null || value.isEmpty()) {
            throw new UnresolvedSecretException(
                    reference,
                    "the environment variable is " + (value == null ? "not set" : "empty"),
                    "Set " + reference.target() + " in the environment of this service and restart it.");
        }
        return value;
    }

    private static String file(SecretReference reference) {
        String value = read(reference);
        String trimmed = value.endsWith("\r\n")
                ? value.substring(0, value.length() - 2)
                : value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
        if (trimmed.isEmpty()) {
            throw new UnresolvedSecretException(reference, "the file is empty", "Write the secret into it.");
        }
        return trimmed;
    }

    private static String read(SecretReference reference) {
        Path path = Path.of(reference.target());
        try {
            if (Files.isRegularFile(path) && Files.size(path) > LIMIT) {
                throw new UnresolvedSecretException(
                        reference, "the file is larger than 64 KiB", "Name the file that holds only the secret.");
            }
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            throw new UnresolvedSecretException(
                    reference, "there is no such file", "Create or mount it where this service runs.");
        } catch (IOException e) {
            // the exception's own text may quote file content (malformed input): only its kind is told
            throw new UnresolvedSecretException(
                    reference,
                    "the file cannot be read (" + e.getClass().getSimpleName() + ")",
                    "Make it a UTF-8 text file that the service's user may read.");
        }
    }
}
