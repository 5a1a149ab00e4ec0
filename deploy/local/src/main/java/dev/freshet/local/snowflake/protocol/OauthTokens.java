package dev.freshet.local.snowflake.protocol;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The token endpoint of an identity provider (RFC 6749, 4.4): a client's name and secret in the header, an access token back. */
final class OauthTokens {
    static final String PATH = "/oauth/token";
    private static final String BASIC = "Basic ";

    private final Accounts accounts;

    OauthTokens(Accounts accounts) {
        this.accounts = accounts;
    }

    void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean ownName = Arrays.asList(form.split("&", -1)).contains("grant_type=client_credentials");
            String token = ownName ? token(exchange) : null;
            String answer = token == null
                    ? "{\"error\":\"" + (ownName ? "invalid_client" : "unsupported_grant_type") + "\"}"
                    : "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":600}";
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(token == null ? 401 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Both are form-encoded before they are put together. */
    private static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }

    private @Nullable String token(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null || !header.startsWith(BASIC)) {
            return null;
        }
        String pair = new String(Base64.getDecoder().decode(header.substring(BASIC.length())), StandardCharsets.UTF_8);
        int colon = pair.indexOf(':');
        return colon < 0
                ? null
                : accounts.tokenOf(decoded(pair.substring(0, colon)), decoded(pair.substring(colon + 1)));
    }
}
