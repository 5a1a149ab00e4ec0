package dev.freshet.control.resource;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Kind and name; as text the key of the resource in the log: {@code source/shop}. */
public record ResourceId(Kind kind, String name) {
    // names become topic prefixes, consumer groups and transactional ids, and labels in Kubernetes (RFC 1123)
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    /** The key in the log. */
    public String key() {
        return kind.singular() + "/" + name;
    }

    /**
     * Reads back {@link #key()}.
     *
     * @throws IllegalArgumentException when it is not such a key
     */
    public static ResourceId parse(String key) {
        int slash = key.indexOf('/');
        if (slash < 1 || slash == key.length() - 1) {
            throw new IllegalArgumentException("not a resource key: '" + key + "'");
        }
        return new ResourceId(Kind.valueOf(key.substring(0, slash).toUpperCase(Locale.ROOT)), key.substring(slash + 1));
    }

    /** What is wrong with the name. */
    public List<Violation> violations() {
        if (NAME.matcher(name).matches()) {
            return List.of();
        }
        return List.of(new Violation(
                "name",
                "'" + name + "' is not a valid name",
                "Use 1 to 63 lower-case letters, digits and hyphens, starting with a letter or digit, e.g. "
                        + suggestion() + "."));
    }

    private String suggestion() {
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return plain.isEmpty() ? "shop" : plain.substring(0, Math.min(63, plain.length()));
    }

    @Override
    public String toString() {
        return key();
    }
}
