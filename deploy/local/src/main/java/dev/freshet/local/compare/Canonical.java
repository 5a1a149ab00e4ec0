package dev.freshet.local.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One text per value, whatever text a database chose for it, and whatever wider type it keeps it in: a column that was
 * widened at the destination compares by value. Pure.
 */
public final class Canonical {
    private static final DateTimeFormatter LOCAL = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter ZONED = new DateTimeFormatterBuilder()
            .append(LOCAL)
            .appendPattern("[XXX][X]")
            .parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final int DATE_LENGTH = "uuuu-MM-dd".length();
    private static final Pattern TIME = Pattern.compile("(-?)(\\d+):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,9}))?");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Canonical() {}

    /** NULL stays NULL, which differs from every text. A text that is not of the kind stays as it is. */
    public static @Nullable String of(Kind kind, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return switch (kind) {
                case INTEGER -> integer(text);
                case DECIMAL -> number(new BigDecimal(text));
                case FLOAT, DOUBLE -> binary(Double.parseDouble(text));
                case TEXT -> text;
                case DATE -> date(text);
                case BYTES, BITS, GEOMETRY -> text.toLowerCase(Locale.ROOT);
                case DATETIME -> moment(text).format(MICROS);
                case TIMESTAMP -> instant(text);
                case TIME -> time(text);
                case JSON -> json(JSON.readTree(text)).toString();
            };
        } catch (RuntimeException | JsonProcessingException notOfTheKind) {
            return text;
        }
    }

    private static String integer(String text) {
        return switch (text) {
            case "true", "t" -> "1";
            case "false", "f" -> "0";
            default -> number(new BigDecimal(text));
        };
    }

    private static String number(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** A destination that is wider than a date says midnight of the day. */
    private static String date(String text) {
        if (text.length() == DATE_LENGTH) {
            return text;
        }
        LocalDateTime moment = moment(text);
        return moment.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? moment.toLocalDate().toString()
                : text;
    }

    /** A day that was written as text before its column became a moment is midnight. */
    private static LocalDateTime moment(String text) {
        return text.length() == DATE_LENGTH
                ? LocalDate.parse(text).atStartOfDay()
                : LocalDateTime.parse(text.replace(' ', 'T'), LOCAL);
    }

    private static String binary(double value) {
        boolean negativeZero = value == 0 && 1 / value < 0;
        return negativeZero ? "-0" : number(new BigDecimal(Double.toString(value)));
    }

    private static String instant(String text) {
        String iso = text.indexOf('T') < 0 ? text.replaceFirst(" ", "T") : text;
        return OffsetDateTime.parse(iso.replace(" ", ""), ZONED)
                .withOffsetSameInstant(ZoneOffset.UTC)
                .format(MICROS);
    }

    private static String time(String text) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        String fraction = matcher.group(5) == null ? "" : matcher.group(5);
        long micros = Long.parseLong((fraction + "000000").substring(0, 6));
        long seconds = Long.parseLong(matcher.group(2)) * 3600
                + Long.parseLong(matcher.group(3)) * 60
                + Long.parseLong(matcher.group(4));
        return matcher.group(1) + (seconds * 1_000_000 + micros);
    }

    /** Members in the order of their names, numbers without their spelling; still JSON. */
    private static JsonNode json(JsonNode node) {
        if (node.isObject()) {
            Map<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), json(member.getValue())));
            return JSON.getNodeFactory().objectNode().setAll(members);
        }
        if (node.isArray()) {
            return JSON.getNodeFactory()
                    .arrayNode()
                    .addAll(node.valueStream().map(Canonical::json).toList());
        }
        if (node.isNumber()) {
            BigDecimal value = node.decimalValue();
            return DecimalNode.valueOf(value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros());
        }
        return node;
    }
}
