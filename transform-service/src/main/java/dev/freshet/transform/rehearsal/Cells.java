package dev.freshet.transform.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.Unavailable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Values as JSON: dates and times in ISO form, bytes in base64, spans of time in microseconds, JSON as it is text. */
final class Cells {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Cells() {}

    static JsonNode write(@Nullable Object value, ColumnType type) {
        if (value == null || value == Unavailable.VALUE) {
            return JSON.nullNode();
        }
        return switch (type) {
            case ColumnType.Date() ->
                JSON.textNode(LocalDate.ofEpochDay((Integer) value).toString());
            case ColumnType.Timestamp() -> JSON.textNode(local((Long) value).toString());
            case ColumnType.Instant() ->
                JSON.textNode(local((Long) value).toInstant(ZoneOffset.UTC).toString());
            case ColumnType.Bytes() -> JSON.textNode(Base64.getEncoder().encodeToString((byte[]) value));
            default -> plain(value);
        };
    }

    private static JsonNode plain(Object value) {
        return switch (value) {
            case Boolean truth -> JSON.booleanNode(truth);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case BigDecimal number -> JSON.numberNode(number);
            case Float number -> JSON.numberNode(number);
            case Double number -> JSON.numberNode(number);
            default -> JSON.textNode(value.toString());
        };
    }

    private static LocalDateTime local(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1_000, ZoneOffset.UTC);
    }

    /**
     * The value in its type's Java form.
     *
     * @throws RuntimeException when it is none of the type
     */
    static @Nullable Object read(JsonNode node, ColumnType type) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        return switch (type) {
            case ColumnType.Bool() -> truth(node);
            case ColumnType.Int(int bits) ->
                bits == 64
                        ? (Object) number(node).longValueExact()
                        : (Object) number(node).intValueExact();
            case ColumnType.Decimal(int precision, int scale) -> number(node).setScale(scale, RoundingMode.UNNECESSARY);
            case ColumnType.Real(int bits) ->
                bits == 32
                        ? (Object) number(node).floatValue()
                        : (Object) number(node).doubleValue();
            case ColumnType.Text() -> node.isValueNode() ? node.asText() : node.toString();
            case ColumnType.Json() -> node.isTextual() ? node.textValue() : node.toString();
            case ColumnType.Bytes() -> Base64.getDecoder().decode(node.asText());
            case ColumnType.Date() ->
                Math.toIntExact(LocalDate.parse(node.asText()).toEpochDay());
            case ColumnType.Time() -> number(node).longValueExact();
            case ColumnType.Timestamp() ->
                ChronoUnit.MICROS.between(
                        LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC),
                        LocalDateTime.parse(node.asText().replace(' ', 'T')));
            case ColumnType.Instant() -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(node.asText()));
        };
    }

    private static Object truth(JsonNode node) {
        if (!node.isBoolean()) {
            throw new IllegalArgumentException("not true or false");
        }
        return node.booleanValue();
    }

    private static BigDecimal number(JsonNode node) {
        return new BigDecimal(node.asText());
    }
}
