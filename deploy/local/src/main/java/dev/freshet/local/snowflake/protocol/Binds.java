package dev.freshet.local.snowflake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.local.snowflake.sql.ObjectName;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values that the driver sends for question marks, as literals. */
final class Binds {
    private Binds() {}

    static List<String> literals(JsonNode bindings) {
        List<String> literals = new ArrayList<>();
        for (int i = 1; bindings.has(String.valueOf(i)); i++) {
            JsonNode bind = bindings.get(String.valueOf(i));
            if (bind.path("value").isArray()) {
                throw SnowflakeException.unknown("arrays of bind values; load files with COPY");
            }
            literals.add(bind.path("value").isNull() ? "NULL" : literal(bind));
        }
        return literals;
    }

    private static String literal(JsonNode bind) {
        String value = bind.path("value").asText();
        return switch (bind.path("type").asText().toUpperCase(Locale.ROOT)) {
            case "FIXED" -> new BigDecimal(value).toPlainString();
            case "REAL" -> "CAST(" + ObjectName.literal(value) + " AS DOUBLE)";
            case "BOOLEAN" -> value.equalsIgnoreCase("true") || value.equals("1") ? "true" : "false";
            case "DATE" -> "DATE '" + LocalDate.ofEpochDay(Math.floorDiv(Long.parseLong(value), 86_400_000L)) + "'";
            case "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ", "TIMESTAMP" -> moment(value);
            case "BINARY" -> "unhex(" + ObjectName.literal(value) + ")";
            default -> ObjectName.literal(value);
        };
    }

    private static String moment(String value) {
        long nanos = Long.parseLong(value.split(" ", -1)[0]);
        LocalDateTime wall = LocalDateTime.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L), (int) Math.floorMod(nanos, 1_000_000_000L), ZoneOffset.UTC);
        return "TIMESTAMPTZ '" + wall + "+00'";
    }
}
