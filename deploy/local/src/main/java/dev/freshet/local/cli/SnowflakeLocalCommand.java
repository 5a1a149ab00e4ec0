package dev.freshet.local.cli;

import dev.freshet.local.client.Refused;
import dev.freshet.local.snowflake.SnowflakeServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code freshet snowflake-local}. */
@Command(
        name = "snowflake-local",
        description =
                "Run the loopback server that speaks Snowflake's protocol, to try a pipeline without an account. Its data is in memory.",
        mixinStandardHelpOptions = true)
final class SnowflakeLocalCommand implements Callable<Integer> {
    @Option(names = "--port", defaultValue = "8099", description = "Default ${DEFAULT-VALUE}; 0: any that is free.")
    private int port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = State.fresh("snowflake");
        Path key = folder.resolve("key.p8");
        KeyPair pair = keyPair();
        Files.createDirectories(folder);
        Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                key,
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
        try (SnowflakeServer server = SnowflakeServer.start(port, folder.resolve("stages"))) {
            server.accounts().publicKey(SnowflakeServer.USER, pair.getPublic());
            System.out.printf(
                    """
                    Listening on 127.0.0.1:%d. Everything is in memory and goes with this process; Ctrl-C ends it.
                    A destination for it:

                    kind: Destination
                    name: snowflake
                    connector: snowflake
                    url: http://127.0.0.1:%d
                    database: %s
                    user: %s
                    role: %s
                    warehouse: %s
                    privateKey: ${file:%s}
                    %n""",
                    server.port(),
                    server.port(),
                    SnowflakeServer.DATABASE,
                    SnowflakeServer.USER,
                    SnowflakeServer.ROLE,
                    SnowflakeServer.WAREHOUSE,
                    key.toAbsolutePath());
            Thread.currentThread().join();
        }
        return 0;
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new Refused("This JDK makes no RSA keys: " + e.getMessage());
        }
    }
}
