package dev.freshet.control.resource;

import dev.freshet.control.secret.SecretReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Collects violations of one spec. The rules that several kinds share are here, those of one kind with its spec. */
final class Rules {
    private final List<Violation> violations = new ArrayList<>();

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    void add(String field, String problem, String mend) {
        violations.add(new Violation(field, problem, mend));
    }

    /** Whether it is there at all. */
    boolean required(String field, @Nullable String value, String mend) {
        if (value == null || value.isBlank()) {
            add(field, "is missing", mend);
            return false;
        }
        return true;
    }

    void absent(String field, @Nullable Object value, String connector) {
        if (value != null) {
            add(field, "does not apply to " + connector, "Remove it.");
        }
    }

    void oneOf(String field, String value, List<String> known) {
        if (required(field, value, "Name one of: " + String.join(", ", known) + ".") && !known.contains(value)) {
            add(field, "'" + value + "' is not known", "Use one of: " + String.join(", ", known) + ".");
        }
    }

    void port(String field, int port) {
        if (port < 1 || port > 65_535) {
            add(field, port + " is not a port", "Give a number from 1 to 65535.");
        }
    }

    void range(String field, long value, long least, long most) {
        if (value < least || value > most) {
            add(field, value + " is out of bounds", "Give a number from " + least + " to " + most + ".");
        }
    }

    void secret(String field, @Nullable String value) {
        if (required(field, value, "Give a reference to it: " + SecretReference.SYNTAX + ".")
                && value != null
                && !SecretReference.isReference(value)) {
            // the literal itself is never repeated: it would end in logs
            add(
                    field,
                    value.startsWith("${") ? "is not a valid secret reference" : "is a literal secret",
                    "Give a reference instead: " + SecretReference.SYNTAX
                            + ". Resources are stored in Kafka and shown to everyone who may read them.");
        }
    }

    /** Both ends included. */
    void range(String field, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            add(field, value + " is out of bounds", "Give a duration from " + least + " to " + most + ".");
        }
    }

    /** Debezium's list syntax: anchored regular expressions, joined with commas. */
    void patterns(String field, List<String> patterns, boolean qualified) {
        for (int i = 0; i < patterns.size(); i++) {
            pattern(field + "[" + i + "]", patterns.get(i), qualified);
        }
    }

    /** One of them. */
    void pattern(String field, String pattern, boolean qualified) {
        if (pattern.isBlank()) {
            add(field, "is empty", "Remove it; an empty list means all.");
            return;
        }
        if (hasBareComma(pattern)) {
            add(field, "holds a comma, which separates entries", "Write two entries, or \\, for a comma in a name.");
            return;
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            add(
                    field,
                    "'" + pattern + "' is not a regular expression: " + e.getDescription() + " near index "
                            + e.getIndex(),
                    "Entries are regular expressions over the whole name, e.g. "
                            + (qualified ? "shop\\.orders or shop\\..*." : "shop or shop_.*."));
            return;
        }
        if (qualified && pattern.chars().noneMatch(c -> c == '.' || c == '[' || c == '\\')) {
            add(
                    field,
                    "'" + pattern + "' can match no table, because it is compared with database.table",
                    "Put the database before it, e.g. shop." + pattern + ".");
        }
    }

    private static boolean hasBareComma(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\\') {
                i++;
            } else if (pattern.charAt(i) == ',') {
                return true;
            }
        }
        return false;
    }

    /**
     * Properties that are passed on verbatim.
     *
     * @param owned key, or prefix when it ends with a dot or a star, with the reason why a user may not set it
     */
    void config(Map<String, String> config, Map<String, String> owned) {
        config.forEach((key, value) -> {
            String field = "config." + key;
            owned.forEach((name, reason) -> {
                if (matches(name, key)) {
                    add(field, "is set by Freshet itself: " + reason, "Remove it from config.");
                }
            });
            String lower = key.toLowerCase(Locale.ROOT);
            if ((lower.endsWith("password") || lower.endsWith("secret"))
                    && owned.keySet().stream().noneMatch(name -> matches(name, key))) {
                secret(field, value);
            }
        });
    }

    private static boolean matches(String name, String key) {
        return name.endsWith("*") ? key.startsWith(name.substring(0, name.length() - 1)) : key.equals(name);
    }
}
