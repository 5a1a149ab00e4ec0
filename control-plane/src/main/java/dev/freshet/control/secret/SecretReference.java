package dev.freshet.control.secret;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a secret is found.
 *
 * @param target name of the environment variable, or path of the file
 */
public record SecretReference(Scheme scheme, String target) {
    /** How to write one, for messages. */
    public static final String SYNTAX = "${env:NAME} or ${file:/path}";

    private static final Pattern FORM =
            Pattern.compile("\\$\\{(?:(env):([A-Za-z_][A-Za-z0-9_]*)|(file):(/[^\\x00}]+))}");

    public enum Scheme {
        ENV,
        FILE
    }

    /** Empty when the text is not a reference as a whole. */
    public static Optional<SecretReference> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                matcher.group(1) != null
                        ? new SecretReference(Scheme.ENV, matcher.group(2))
                        : new SecretReference(Scheme.FILE, matcher.group(4)));
    }

    public static boolean isReference(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return "${" + scheme.name().toLowerCase(Locale.ROOT) + ":" + target + "}";
    }
}
