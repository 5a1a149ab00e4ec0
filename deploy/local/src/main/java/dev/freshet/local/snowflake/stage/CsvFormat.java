package dev.freshet.local.snowflake.stage;

import dev.freshet.local.snowflake.sql.SnowflakeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A CSV file format.
 *
 * @param enclosed   fields may stand in double quotes
 * @param nullTexts  fields without quotes that are NULL
 * @param emptyIsNull a field that is empty and has no quotes is NULL
 */
public record CsvFormat(char delimiter, boolean enclosed, List<String> nullTexts, boolean emptyIsNull, int skip) {
    /** @throws SnowflakeException for an option that is not known */
    public static CsvFormat of(Map<String, String> options) {
        char delimiter = ',';
        boolean enclosed = false;
        List<String> nulls = List.of("\\N");
        boolean emptyIsNull = true;
        int skip = 0;
        for (Map.Entry<String, String> option : options.entrySet()) {
            String value = option.getValue();
            String word = value.toUpperCase(Locale.ROOT);
            switch (option.getKey()) {
                case "TYPE" -> require("CSV".equals(word), option);
                case "COMPRESSION" -> require(word.equals("GZIP") || word.equals("AUTO"), option);
                case "FIELD_DELIMITER" -> delimiter = value.charAt(0);
                case "FIELD_OPTIONALLY_ENCLOSED_BY" -> {
                    require(value.equals("\"") || word.equals("NONE"), option);
                    enclosed = value.equals("\"");
                }
                case "NULL_IF" -> nulls = value.isEmpty() ? List.of() : Arrays.asList(value.split(",", -1));
                case "EMPTY_FIELD_AS_NULL" -> emptyIsNull = word.equals("TRUE");
                case "ESCAPE_UNENCLOSED_FIELD", "ESCAPE" -> require(word.equals("NONE"), option);
                case "SKIP_HEADER" -> skip = Integer.parseInt(value);
                case "BINARY_FORMAT" -> require(word.equals("HEX"), option);
                case "TRIM_SPACE", "REPLACE_INVALID_CHARACTERS", "SKIP_BLANK_LINES" ->
                    require(word.equals("FALSE"), option);
                case "ENCODING" -> require(word.equals("UTF8") || word.equals("UTF-8"), option);
                case "TIMESTAMP_FORMAT", "DATE_FORMAT", "TIME_FORMAT" -> require(word.equals("AUTO"), option);
                default -> throw SnowflakeException.unknown("the file format option " + option.getKey());
            }
        }
        return new CsvFormat(delimiter, enclosed, nulls, emptyIsNull, skip);
    }

    private static void require(boolean known, Map.Entry<String, String> option) {
        if (!known) {
            throw SnowflakeException.unknown("the file format option " + option.getKey() + " = " + option.getValue());
        }
    }
}
