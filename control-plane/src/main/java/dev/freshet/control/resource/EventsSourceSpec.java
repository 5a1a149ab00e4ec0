package dev.freshet.control.resource;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Events that websites and applications send.
 *
 * @param writeKeys secret references; whoever knows one of the keys may send
 * @param origins   of the web pages that may send, e.g. {@code https://shop.example.com}; {@value #ANY_ORIGIN}: all; empty: none
 * @param streams   by name
 */
public record EventsSourceSpec(
        List<String> writeKeys, List<String> origins, Map<String, EventStream> streams, EventLimits limits)
        implements SourceSpec {
    public static final String CONNECTOR = "events";
    /** What stands in the place of a database in names of topics and tables. */
    public static final String DATABASE = "events";

    public static final String ANY_ORIGIN = "*";

    // destinations differ in case, quoting and length: a name of these letters is the same in all of them
    private static final Pattern STREAM = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Set<String> SCHEMES = Set.of("http", "https");

    public EventsSourceSpec {
        writeKeys = List.copyOf(writeKeys);
        origins = List.copyOf(origins);
        streams = Collections.unmodifiableMap(new LinkedHashMap<>(streams));
    }

    @Override
    public String connector() {
        return CONNECTOR;
    }

    @Override
    public List<Violation> violations() {
        Rules rules = new Rules();
        if (writeKeys.isEmpty()) {
            rules.add(
                    "writeKeys",
                    "is missing",
                    "Give at least one reference to a key that senders show, e.g. ${env:WRITE_KEY}.");
        }
        for (int i = 0; i < writeKeys.size(); i++) {
            rules.secret("writeKeys[" + i + "]", writeKeys.get(i));
        }
        for (int i = 0; i < origins.size(); i++) {
            origin("origins[" + i + "]", origins.get(i), rules);
        }
        if (streams.isEmpty()) {
            rules.add("streams", "is missing", "Name at least one, e.g. streams: {clicks: {}}.");
        }
        streams.forEach((name, stream) -> {
            if (!STREAM.matcher(name).matches()) {
                rules.add(
                        "streams." + name,
                        "'" + name + "' is not a valid name of a stream",
                        "Use 1 to 63 lower-case letters, digits and underscores, starting with a letter.");
            }
            stream.check("streams." + name + ".", rules);
        });
        limits.check(rules);
        return rules.violations();
    }

    private static void origin(String field, String origin, Rules rules) {
        if (!origin.equals(ANY_ORIGIN) && !isOrigin(origin)) {
            rules.add(
                    field,
                    "'" + origin + "' is not an origin",
                    "Write scheme, host and, if need be, port, all lower-case, and nothing behind: https://shop.example.com.");
        }
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = new URI(text);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return uri.getScheme() != null
                    && SCHEMES.contains(uri.getScheme())
                    && uri.getHost() != null
                    && text.equals(uri.getScheme() + "://" + uri.getHost() + port)
                    && text.equals(text.toLowerCase(java.util.Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
