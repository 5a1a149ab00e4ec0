package dev.freshet.sink.destination.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.SnowflakeSettings;
import dev.freshet.control.resource.Violation;
import dev.freshet.local.snowflake.SnowflakeServer;
import dev.freshet.local.snowflake.protocol.Accounts;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.DestinationSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways to log in, and what is said when one does not work. */
class SnowflakeLoginIT {
    private static Loopback loopback;

    @BeforeAll
    static void start(@TempDir Path stages) {
        loopback = new Loopback(stages);
        loopback.server.accounts().token(SnowflakeServer.USER, "pat-1");
        loopback.server.accounts().password(SnowflakeServer.USER, "swordfish");
        loopback.server.accounts().add(new Accounts.User("READER", "READER_ROLE", false));
        loopback.server.accounts().token("READER", "reader-token");
    }

    @AfterAll
    static void stop() {
        loopback.close();
    }

    private static SnowflakeDestination with(DestinationSpec spec, UnaryOperator<String> secrets) {
        return new SnowflakeDestination("warehouse", spec, secrets);
    }

    private static DestinationSpec token(String user, String role, String warehouse, String token) {
        return loopback.spec("upper", user, role, warehouse, null, token);
    }

    @Test
    void aKeyPairOpensTheDoorAndAnotherDoesNot() {
        assertThat(loopback.destination("upper").check()).isEmpty();
        String other = Loopback.pem(Loopback.keyPair());
        SnowflakeDestination wrong = with(loopback.spec("upper"), text -> text.equals("${env:KEY}") ? other : text);
        assertThat(wrong.check())
                .singleElement()
                .satisfies(violation -> assertThat(violation.field()).isEqualTo("user"))
                .satisfies(violation -> assertThat(violation.toString()).doesNotContain("PRIVATE KEY"));
        assertThatThrownBy(wrong::connect).isInstanceOf(DestinationException.Misconfigured.class);
    }

    @Test
    void aKeyThatWasRotatedIsFoundAtTheNextConnection() {
        KeyPair next = Loopback.keyPair();
        AtomicReference<String> key = new AtomicReference<>(loopback.privateKey);
        SnowflakeDestination destination =
                with(loopback.spec("upper"), text -> text.equals("${env:KEY}") ? key.get() : text);
        destination.connect().close();
        loopback.server.accounts().add(new Accounts.User("ROTATED", SnowflakeServer.ROLE, true));
        loopback.server.accounts().publicKey("ROTATED", next.getPublic());
        key.set(Loopback.pem(next));
        SnowflakeDestination rotated = with(
                loopback.spec("upper", "rotated", SnowflakeServer.ROLE, SnowflakeServer.WAREHOUSE, "${env:KEY}", null),
                text -> text.equals("${env:KEY}") ? key.get() : text);
        rotated.connect().close();
    }

    @Test
    void aProgrammaticAccessTokenOpensTheDoorUntilItIsRevoked() {
        DestinationSpec spec = token(SnowflakeServer.USER, SnowflakeServer.ROLE, SnowflakeServer.WAREHOUSE, "pat-2");
        loopback.server.accounts().token(SnowflakeServer.USER, "pat-2");
        assertThat(with(spec, text -> text).check()).isEmpty();
        loopback.server.accounts().revokeToken("pat-2");
        assertThat(with(spec, text -> text).check())
                .extracting(Violation::field)
                .containsExactly("user");
    }

    @Test
    void aPasswordAndAnOauthTokenWorkToo() {
        SnowflakeSettings settings = loopback.spec("upper").snowflake();
        for (String way : new String[] {"password", "oauth"}) {
            DestinationSpec spec = new DestinationSpec(
                    "snowflake",
                    null,
                    null,
                    null,
                    SnowflakeServer.DATABASE,
                    SnowflakeServer.USER,
                    way.equals("password") ? "swordfish" : null,
                    Map.of(),
                    new SnowflakeSettings(
                            null,
                            settings.url(),
                            settings.role(),
                            settings.warehouse(),
                            null,
                            false,
                            null,
                            null,
                            null,
                            way.equals("oauth") ? "pat-1" : null,
                            null,
                            null,
                            null));
            assertThat(with(spec, text -> text).check()).as(way).isEmpty();
        }
    }

    @Test
    void anEncryptedKeyOpensTheDoorWithItsPassphrase() throws GeneralSecurityException {
        KeyPair pair = Loopback.keyPair();
        String encrypted = encrypted(pair, "correct horse");
        loopback.server.accounts().add(new Accounts.User("CAREFUL", SnowflakeServer.ROLE, true));
        loopback.server.accounts().publicKey("CAREFUL", pair.getPublic());
        DestinationSpec spec = Loopback.spec("careful", loopback.byKey(false, "${env:PASSPHRASE}"));
        UnaryOperator<String> secrets = text -> switch (text) {
            case "${env:KEY}" -> encrypted;
            case "${env:PASSPHRASE}" -> "correct horse";
            default -> text;
        };
        assertThat(with(spec, secrets).check()).isEmpty();
        assertThat(with(spec, text -> text.equals("${env:PASSPHRASE}") ? "battery" : secrets.apply(text))
                        .check())
                .singleElement()
                .satisfies(violation -> assertThat(violation.toString()).doesNotContain("battery"));
    }

    /** As {@code openssl pkcs8 -topk8 -v2 aes-256-cbc} does. */
    private static String encrypted(KeyPair pair, String passphrase) throws GeneralSecurityException {
        String algorithm = "PBEWithHmacSHA256AndAES_256";
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(passphrase.toCharArray())),
                new PBEParameterSpec(
                        "saltsalt".getBytes(StandardCharsets.US_ASCII), 2_048, new IvParameterSpec(new byte[16])));
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("PBES2");
            parameters.init(cipher.getParameters().getEncoded());
            byte[] key = new EncryptedPrivateKeyInfo(
                            parameters, cipher.doFinal(pair.getPrivate().getEncoded()))
                    .getEncoded();
            return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key)
                    + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    @Test
    void anOauthClientGetsItsTokensItself() {
        loopback.server.accounts().client("freshet", "client secret", SnowflakeServer.USER);
        DestinationSpec spec =
                Loopback.spec(SnowflakeServer.USER, loopback.byClient("freshet", "${env:CLIENT_SECRET}"));
        assertThat(with(spec, text -> text.equals("${env:CLIENT_SECRET}") ? "client secret" : text)
                        .check())
                .isEmpty();
        assertThat(with(spec, text -> text.equals("${env:CLIENT_SECRET}") ? "guessed" : text)
                        .check())
                .singleElement()
                .satisfies(violation -> assertThat(violation.toString()).doesNotContain("guessed"));
    }

    @Test
    void whatIsMissingIsNamedWithItsGrant() {
        assertThat(with(token(SnowflakeServer.USER, SnowflakeServer.ROLE, "NOWHERE", "pat-1"), text -> text)
                        .check())
                .singleElement()
                .satisfies(violation -> assertThat(violation.field()).isEqualTo("warehouse"))
                .satisfies(violation -> assertThat(violation.mend())
                        .isEqualTo("GRANT USAGE, OPERATE ON WAREHOUSE NOWHERE TO ROLE FRESHET_ROLE"));
        assertThat(with(token("READER", "READER_ROLE", SnowflakeServer.WAREHOUSE, "reader-token"), text -> text)
                        .check())
                .singleElement()
                .satisfies(violation -> assertThat(violation.mend())
                        .isEqualTo("GRANT CREATE SCHEMA, USAGE ON DATABASE FRESHET TO ROLE READER_ROLE"));
        assertThat(with(token(SnowflakeServer.USER, "OTHER_ROLE", SnowflakeServer.WAREHOUSE, "pat-1"), text -> text)
                        .check())
                .extracting(Violation::field)
                .containsExactly("role");
    }

    @Test
    void anIdleSessionThatExpiredIsUnavailableAndASecondOneWorks() {
        SnowflakeDestination destination = loopback.destination("upper");
        try (DestinationSession session = destination.connect()) {
            session.nextOffsets("p", "t");
            loopback.server.endAllSessions();
            assertThatThrownBy(() -> session.nextOffsets("p", "t"))
                    .isInstanceOf(DestinationException.Unavailable.class);
        }
        try (DestinationSession session = destination.connect()) {
            assertThat(session.nextOffsets("p", "t")).isEmpty();
        }
    }

    @Test
    void aServerThatIsGoneIsUnavailable(@TempDir Path stages) {
        Loopback gone = new Loopback(stages);
        SnowflakeDestination destination = gone.destination("upper");
        gone.close();
        assertThatThrownBy(destination::connect).isInstanceOf(DestinationException.Unavailable.class);
    }
}
