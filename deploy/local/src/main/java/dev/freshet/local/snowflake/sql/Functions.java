package dev.freshet.local.snowflake.sql;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Snowflake's functions in DuckDB's words; any that is not here is refused by name. */
final class Functions {
    private static final Set<String> SAME = Set.of(
            "COUNT",
            "SUM",
            "MIN",
            "MAX",
            "AVG",
            "COALESCE",
            "NULLIF",
            "LOWER",
            "UPPER",
            "LENGTH",
            "ABS",
            "ROUND",
            "FLOOR",
            "CEIL",
            "CONCAT",
            "SUBSTR",
            "SUBSTRING",
            "TRIM",
            "LTRIM",
            "RTRIM",
            "REPLACE",
            "ROW_NUMBER",
            "RANK",
            "DENSE_RANK",
            "LAG",
            "LEAD",
            "FIRST_VALUE",
            "LAST_VALUE",
            "MOD",
            "MD5",
            "LEFT",
            "RIGHT",
            "ANY_VALUE",
            "STDDEV",
            "SIGN",
            "POWER",
            "SQRT",
            "LN",
            "EXP");

    private Functions() {}

    static String translate(String name, boolean distinct, List<String> arguments) {
        String all = (distinct ? "DISTINCT " : "") + String.join(", ", arguments);
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        if (SAME.contains(name)) {
            return name + "(" + all + ")";
        }
        return switch (name) {
            case "IFF" -> "CASE WHEN " + first + " THEN " + arguments.get(1) + " ELSE " + arguments.get(2) + " END";
            // NULL when any of them is, unlike the engine's own
            case "GREATEST", "LEAST" ->
                "CASE WHEN "
                        + arguments.stream()
                                .map(argument -> argument + " IS NOT NULL")
                                .collect(Collectors.joining(" AND "))
                        + " THEN " + name + "(" + all + ") END";
            case "NVL", "IFNULL" -> "coalesce(" + all + ")";
            case "PARSE_JSON", "TO_VARIANT" -> "CAST(" + first + " AS JSON)";
            case "TRY_PARSE_JSON" -> "TRY_CAST(" + first + " AS JSON)";
            case "TO_JSON" -> "CAST(" + first + " AS VARCHAR)";
            case "TO_BINARY" -> binary(arguments);
            case "HEX_ENCODE" -> "hex(" + first + ")";
            case "HEX_DECODE_BINARY" -> "unhex(" + first + ")";
            case "TO_VARCHAR", "TO_CHAR" -> single(name, arguments, "VARCHAR");
            case "TO_BOOLEAN" -> single(name, arguments, "BOOLEAN");
            case "TO_DATE" -> single(name, arguments, "DATE");
            case "TO_TIME" -> single(name, arguments, "TIME");
            case "TO_DOUBLE" -> single(name, arguments, "DOUBLE");
            case "TO_TIMESTAMP_NTZ" -> single(name, arguments, "TIMESTAMP");
            case "TO_TIMESTAMP_TZ", "TO_TIMESTAMP_LTZ" -> single(name, arguments, "TIMESTAMP WITH TIME ZONE");
            case "TO_NUMBER", "TO_DECIMAL" ->
                "CAST(" + first + " AS DECIMAL(" + (arguments.size() > 1 ? arguments.get(1) : "38") + ","
                        + (arguments.size() > 2 ? arguments.get(2) : "0") + "))";
            case "DATE_PART" -> datePart(first, arguments.get(1));
            case "CURRENT_TIMESTAMP", "SYSDATE", "LOCALTIMESTAMP" -> "now()";
            case "CURRENT_DATE" -> "current_date";
            case "LISTAGG" -> "string_agg(" + all + ")";
            default ->
                throw new SnowflakeException(
                        "002140",
                        "42601",
                        "SQL compilation error:\nUnknown function " + name
                                + " (or one that the loopback server does not know; see docs/snowflake-server.md)");
        };
    }

    private static String binary(List<String> arguments) {
        if (arguments.size() < 2 || !arguments.get(1).equalsIgnoreCase("'HEX'")) {
            throw SnowflakeException.unknown("TO_BINARY in another format than 'HEX'");
        }
        return "unhex(" + arguments.getFirst() + ")";
    }

    private static String single(String name, List<String> arguments, String type) {
        if (arguments.size() != 1) {
            throw SnowflakeException.unknown(name + " with a format");
        }
        return "CAST(" + arguments.getFirst() + " AS " + type + ")";
    }

    private static String datePart(String part, String value) {
        return switch (part.replace("'", "").toUpperCase(java.util.Locale.ROOT)) {
            case "EPOCH_MICROSECOND" -> "epoch_us(" + value + ")";
            case "EPOCH_MILLISECOND" -> "epoch_ms(" + value + ")";
            case "EPOCH_SECOND", "EPOCH" -> "(epoch_us(" + value + ") // 1000000)";
            case "YEAR" -> "year(" + value + ")";
            case "MONTH" -> "month(" + value + ")";
            case "DAY" -> "day(" + value + ")";
            case "HOUR" -> "hour(" + value + ")";
            case "MINUTE" -> "minute(" + value + ")";
            case "SECOND" -> "CAST(floor(second(" + value + ")) AS INTEGER)";
            default -> throw SnowflakeException.unknown("DATE_PART(" + part + ")");
        };
    }
}
