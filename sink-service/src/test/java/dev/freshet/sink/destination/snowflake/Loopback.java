package dev.freshet.sink.destination.snowflake;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.SnowflakeSettings;
import dev.freshet.local.snowflake.SnowflakeServer;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A loopback server, and destinations that log in to it by key pair. */
final class Loopback implements AutoCloseable {
    final SnowflakeServer server;
    final String privateKey;

    Loopback(Path stages) {
        server = SnowflakeServer.start(0, stages);
        KeyPair pair = keyPair();
        server.accounts().publicKey(SnowflakeServer.USER, pair.getPublic());
        privateKey = pem(pair);
    }

    static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    SnowflakeDestination destination(String identifiers) {
        return new SnowflakeDestination("warehouse", spec(identifiers), this::secret);
    }

    String secret(String reference) {
        return reference.equals("${env:KEY}") ? privateKey : reference;
    }

    DestinationSpec spec(String identifiers) {
        return spec(
                identifiers, SnowflakeServer.USER, SnowflakeServer.ROLE, SnowflakeServer.WAREHOUSE, "${env:KEY}", null);
    }

    DestinationSpec spec(
            @Nullable String identifiers,
            String user,
            String role,
            String warehouse,
            @Nullable String key,
            @Nullable String accessToken) {
        return spec(
                user,
                new SnowflakeSettings(
                        null,
                        url(),
                        role,
                        warehouse,
                        identifiers,
                        false,
                        key,
                        null,
                        accessToken,
                        null,
                        null,
                        null,
                        null));
    }

    /** Key pair, the key being the secret {@code KEY}. */
    SnowflakeSettings byKey(boolean currentViews, @Nullable String passphrase) {
        return settings(currentViews, "${env:KEY}", passphrase, null, null, null);
    }

    /** A client that gets its tokens from this server. */
    SnowflakeSettings byClient(String id, String secret) {
        return settings(false, null, null, id, secret, server.oauthTokenUrl());
    }

    private SnowflakeSettings settings(
            boolean currentViews,
            @Nullable String key,
            @Nullable String passphrase,
            @Nullable String client,
            @Nullable String secret,
            @Nullable String tokens) {
        return new SnowflakeSettings(
                null,
                url(),
                SnowflakeServer.ROLE,
                SnowflakeServer.WAREHOUSE,
                null,
                currentViews,
                key,
                passphrase,
                null,
                null,
                client,
                secret,
                tokens);
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    static DestinationSpec spec(String user, SnowflakeSettings settings) {
        return new DestinationSpec(
                "snowflake", null, null, null, SnowflakeServer.DATABASE, user, null, Map.of(), settings);
    }

    @Override
    public void close() {
        server.close();
    }
}
