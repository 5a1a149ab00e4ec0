package dev.freshet.sink.destination.snowflake;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.SnowflakeSettings;
import dev.freshet.sink.destination.DestinationException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Properties;
import java.util.function.UnaryOperator;
import net.snowflake.client.api.driver.SnowflakeDriver;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Opens connections. Secrets are resolved anew for each, so that a rotated key or token is found. */
final class SnowflakeLogin {
    private static final Logger LOG = Logger.getLogger(SnowflakeLogin.class);

    private final String name;
    private final DestinationSpec spec;
    private final UnaryOperator<String> secrets;

    SnowflakeLogin(String name, DestinationSpec spec, UnaryOperator<String> secrets) {
        this.name = name;
        this.spec = spec;
        this.secrets = secrets;
    }

    Connection open() {
        Properties properties = properties();
        String url = "jdbc:snowflake://" + spec.snowflake().host() + "/";
        try {
            Connection connection = new SnowflakeDriver().connect(url, properties);
            if (connection == null) {
                throw new SQLException("the driver does not know the URL " + url);
            }
            return connection;
        } catch (SQLException e) {
            throw SnowflakeErrors.of("connecting to " + url + " as " + spec.user(), e);
        }
    }

    private Properties properties() {
        SnowflakeSettings settings = spec.snowflake();
        Properties properties = new Properties();
        properties.setProperty("application", "Freshet");
        properties.setProperty("QUERY_TAG", "freshet " + name);
        properties.setProperty("JDBC_QUERY_RESULT_FORMAT", "JSON");
        properties.setProperty("CLIENT_SESSION_KEEP_ALIVE", "false");
        // nothing but the account itself is to be reached: no metadata services of clouds, no telemetry
        properties.setProperty("disablePlatformDetection", "true");
        properties.setProperty("CLIENT_TELEMETRY_ENABLED", "false");
        properties.setProperty("CLIENT_OUT_OF_BAND_TELEMETRY_ENABLED", "false");
        properties.setProperty("disableConsoleLogin", "true");
        properties.setProperty("loginTimeout", "30");
        properties.setProperty("retryTimeout", "60");
        SnowflakeDialect.PARAMETERS.forEach(properties::setProperty);
        spec.config().forEach((key, value) -> properties.setProperty(key, secrets.apply(value)));
        String account = settings.account();
        properties.setProperty("account", account == null ? settings.host().replaceFirst("[.:].*", "") : account);
        properties.setProperty("ssl", settings.plainHttp() ? "off" : "on");
        properties.setProperty("user", secrets.apply(required(spec.user(), "user")));
        properties.setProperty("db", quoted(required(spec.database(), "database")));
        properties.setProperty("role", quoted(required(settings.role(), "role")));
        properties.setProperty("warehouse", quoted(required(settings.warehouse(), "warehouse")));
        authenticate(properties, settings);
        return properties;
    }

    /** As people write them: plain names in any case, others as they are. */
    private static String quoted(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_$]*") ? name : SnowflakeNames.quote(name);
    }

    private void authenticate(Properties properties, SnowflakeSettings settings) {
        if (settings.privateKey() != null) {
            String key = secrets.apply(settings.privateKey());
            properties.setProperty("authenticator", "SNOWFLAKE_JWT");
            properties.setProperty(
                    "private_key_base64", Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)));
            if (settings.privateKeyPassphrase() != null) {
                properties.setProperty("private_key_pwd", secrets.apply(settings.privateKeyPassphrase()));
            }
        } else if (settings.accessToken() != null) {
            properties.setProperty("authenticator", "PROGRAMMATIC_ACCESS_TOKEN");
            properties.setProperty("token", secrets.apply(settings.accessToken()));
        } else if (settings.oauthToken() != null) {
            properties.setProperty("authenticator", "OAUTH");
            properties.setProperty("token", secrets.apply(settings.oauthToken()));
        } else if (settings.oauthClientSecret() != null) {
            properties.setProperty("authenticator", "OAUTH_CLIENT_CREDENTIALS");
            properties.setProperty("oauthClientId", required(settings.oauthClientId(), "oauthClientId"));
            properties.setProperty("oauthClientSecret", secrets.apply(settings.oauthClientSecret()));
            properties.setProperty("oauthTokenRequestUrl", required(settings.oauthTokenUrl(), "oauthTokenUrl"));
        } else {
            LOG.warnf(
                    "destination=%s logs in by password, which Snowflake does not allow services for long: give it a key pair",
                    name);
            properties.setProperty("password", secrets.apply(required(spec.password(), "privateKey")));
        }
    }

    private String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw new DestinationException.Misconfigured(
                    "destination '" + name + "' has no " + field, "set " + field, null);
        }
        return value;
    }
}
