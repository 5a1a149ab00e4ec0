package dev.freshet.source.mysql;

import dev.freshet.control.resource.DatabaseSourceSpec;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Opens sessions as a source's spec says. */
public final class MySqlAccess {
    private static final String DRIVER = "driver.";

    private final UnaryOperator<String> secrets;

    /** @param secrets resolves references such as {@code ${env:NAME}} */
    public MySqlAccess(UnaryOperator<String> secrets) {
        this.secrets = secrets;
    }

    public MySqlSession open(DatabaseSourceSpec spec) throws SQLException {
        Map<String, String> driver = new HashMap<>();
        spec.config().forEach((key, value) -> {
            if (key.startsWith(DRIVER)) {
                driver.put(key.substring(DRIVER.length()), secrets.apply(value));
            }
        });
        String ssl = spec.config().get("database.ssl.mode");
        if (ssl != null) {
            driver.put("sslMode", ssl.toUpperCase(Locale.ROOT));
        }
        return MySqlSession.open(
                spec.host(), spec.port(), secrets.apply(spec.user()), secrets.apply(spec.password()), driver);
    }
}
