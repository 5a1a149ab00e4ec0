package dev.freshet.local.snowflake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.local.snowflake.engine.Identity;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Users and how they prove who they are. Safe for several threads. */
public final class Accounts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, User> users = new ConcurrentHashMap<>();
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();
    /** Programmatic access tokens and OAuth tokens, and whose they are. */
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private final Map<String, Client> clients = new ConcurrentHashMap<>();

    private final Clock clock;

    public Accounts(Clock clock) {
        this.clock = clock;
    }

    /** @param mayCreate whether the role may create schemas, tables and stages */
    public record User(String name, String role, boolean mayCreate) {}

    public void add(User user) {
        users.put(user.name(), user);
    }

    public void password(String user, String password) {
        passwords.put(user, password);
    }

    public void publicKey(String user, PublicKey key) {
        keys.put(user, key);
    }

    /** A programmatic access token, or an OAuth access token, of a user. */
    public void token(String user, String token) {
        tokens.put(token, user);
    }

    private record Client(String secret, String user) {}

    /** An OAuth client that gets tokens for a user. */
    public void client(String id, String secret, String user) {
        clients.put(id, new Client(secret, user));
    }

    /** A new access token for the client's user; null when it does not prove who it is. */
    @Nullable
    String tokenOf(String client, String secret) {
        Client known = clients.get(client);
        if (known == null || !known.secret().equals(secret)) {
            return null;
        }
        String token = "oauth-" + UUID.randomUUID();
        token(known.user(), token);
        return token;
    }

    /** Nobody gets in with it from now on. */
    public void revokeToken(String token) {
        tokens.remove(token);
    }

    /**
     * @param data the login request's
     * @throws SnowflakeException when it does not prove anything
     */
    Identity login(JsonNode data, String role, String warehouse, String schema) {
        String way = data.path("AUTHENTICATOR").asText("SNOWFLAKE").toUpperCase(Locale.ROOT);
        String name = data.path("LOGIN_NAME").asText("").toUpperCase(Locale.ROOT);
        String token = data.path("TOKEN").asText("");
        String proved = switch (way) {
            case "SNOWFLAKE" -> byPassword(name, data.path("PASSWORD").asText(""));
            case "SNOWFLAKE_JWT" -> byKey(name, token);
            case "OAUTH", "OAUTH_CLIENT_CREDENTIALS", "PROGRAMMATIC_ACCESS_TOKEN" -> byToken(name, token);
            default -> throw SnowflakeException.unknown("the authenticator " + way);
        };
        User user = users.get(proved);
        if (user == null) {
            throw refused();
        }
        if (!role.isEmpty() && !role.equalsIgnoreCase(user.role())) {
            throw new SnowflakeException(
                    "390189",
                    "08004",
                    "Role '" + role + "' specified in the connect string does not exist or not authorized.");
        }
        return new Identity(user.name(), user.role(), user.mayCreate(), warehouse, schema);
    }

    private static SnowflakeException refused() {
        return new SnowflakeException("390100", "08001", "Incorrect username or password was specified.");
    }

    private String byPassword(String name, String password) {
        String known = passwords.get(name);
        if (known == null
                || !MessageDigest.isEqual(
                        known.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8))) {
            throw refused();
        }
        return name;
    }

    private String byToken(String name, String token) {
        String owner = tokens.get(token);
        if (owner == null || (!name.isEmpty() && !owner.equals(name))) {
            throw new SnowflakeException("390303", "08001", "Invalid OAuth access token.");
        }
        return owner;
    }

    private String byKey(String name, String jwt) {
        PublicKey key = keys.get(name);
        String[] parts = jwt.split("\\.", -1);
        try {
            if (key == null || parts.length != 3 || !signed(key, parts)) {
                throw invalidJwt("its signature is not of a key of this user");
            }
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            String print = "SHA256:"
                    + Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
            String subject = claims.path("sub").asText();
            if (!subject.endsWith("." + name) || !claims.path("iss").asText().equals(subject + "." + print)) {
                throw invalidJwt("its subject or issuer is another");
            }
            if (claims.path("exp").asLong() < clock.instant().getEpochSecond()) {
                throw invalidJwt("it has expired");
            }
            return name;
        } catch (java.io.IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw invalidJwt("it cannot be read");
        }
    }

    private static boolean signed(PublicKey key, String[] parts) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static SnowflakeException invalidJwt(String why) {
        return new SnowflakeException("390144", "08001", "JWT token is invalid: " + why + ".");
    }
}
