package dev.freshet.control.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a Snowflake destination has beside the fields of others. Secrets are references. One way to prove who it is must be given: key
 * pair, programmatic access token, OAuth token, OAuth client credentials, or (for trials) {@link DestinationSpec#password()}.
 *
 * @param account     identifier such as myorg-myaccount; or
 * @param url         host or URL where the account is reached
 * @param identifiers {@code upper} (names in upper case, the default) or {@code preserve} (as at the source)
 * @param currentViews whether each history has a view of the current state beside it
 * @param privateKey  PEM text of a PKCS#8 key
 * @param accessToken programmatic access token
 */
public record SnowflakeSettings(
        @Nullable String account,
        @Nullable String url,
        @Nullable String role,
        @Nullable String warehouse,
        @Nullable String identifiers,
        boolean currentViews,
        @Nullable String privateKey,
        @Nullable String privateKeyPassphrase,
        @Nullable String accessToken,
        @Nullable String oauthToken,
        @Nullable String oauthClientId,
        @Nullable String oauthClientSecret,
        @Nullable String oauthTokenUrl) {
    public static final SnowflakeSettings NONE =
            new SnowflakeSettings(null, null, null, null, null, false, null, null, null, null, null, null, null);

    static final List<String> IDENTIFIERS = List.of("upper", "preserve");

    public boolean preservesIdentifiers() {
        return "preserve".equals(identifiers);
    }

    /** Where the server is: host, and port where it is not the usual one, without a scheme. */
    public String host() {
        String server = url == null ? account + ".snowflakecomputing.com" : url;
        return server.replaceFirst("^(jdbc:snowflake|https?)://", "").replaceFirst("/.*$", "");
    }

    /** Without TLS; for a server on this machine. */
    public boolean plainHttp() {
        return url != null && url.toLowerCase(Locale.ROOT).startsWith("http://");
    }

    void violations(Rules rules, @Nullable String password) {
        if (account == null && url == null) {
            rules.add("account", "is missing", "Give the account identifier, e.g. myorg-myaccount, or url.");
        }
        if (plainHttp() && !host().matches("(127\\.0\\.0\\.1|localhost)(:\\d+)?")) {
            rules.add("url", "sends secrets without TLS to another machine", "Write https://.");
        }
        rules.required("role", role, "Name the role that owns the tables; docs/snowflake.md has the set-up script.");
        rules.required("warehouse", warehouse, "Name the warehouse that loads; a small one of its own is best.");
        if (identifiers != null) {
            rules.oneOf("identifiers", identifiers, IDENTIFIERS);
        }
        List<String> ways = new ArrayList<>();
        secret(rules, ways, "privateKey", privateKey);
        secret(rules, ways, "accessToken", accessToken);
        secret(rules, ways, "oauthToken", oauthToken);
        secret(rules, ways, "oauthClientSecret", oauthClientSecret);
        secret(rules, ways, "password", password);
        if (privateKeyPassphrase != null) {
            rules.secret("privateKeyPassphrase", privateKeyPassphrase);
        }
        if (ways.size() != 1) {
            rules.add(
                    ways.isEmpty() ? "privateKey" : ways.get(1),
                    ways.isEmpty() ? "is missing" : "is given beside " + ways.getFirst(),
                    "Give one of privateKey (best), accessToken, oauthToken, oauthClientSecret, or password (for trials).");
        }
        if (oauthClientSecret != null) {
            rules.required("oauthClientId", oauthClientId, "Name the OAuth client.");
            rules.required("oauthTokenUrl", oauthTokenUrl, "Give the URL where the client gets its tokens.");
        }
    }

    private static void secret(Rules rules, List<String> ways, String field, @Nullable String value) {
        if (value != null) {
            ways.add(field);
            rules.secret(field, value);
        }
    }
}
