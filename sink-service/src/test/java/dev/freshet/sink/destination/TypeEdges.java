package dev.freshet.sink.destination;

import dev.freshet.schema.ColumnType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Values at the edges of every column type, as far as MySQL knows them. */
final class TypeEdges {
    static final Map<ColumnType, List<Object>> ALL = new LinkedHashMap<>();

    /** Types that a primary key may have. */
    static final List<ColumnType> KEYS;

    static {
        ALL.put(new ColumnType.Bool(), List.of(true, false));
        ALL.put(new ColumnType.Int(16), List.of(-32768, -1, 0, 32767));
        ALL.put(new ColumnType.Int(32), List.of(Integer.MIN_VALUE, 0, Integer.MAX_VALUE));
        ALL.put(new ColumnType.Int(64), List.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE));
        ALL.put(new ColumnType.Decimal(20, 0), decimals("18446744073709551615", "0", "9223372036854775808"));
        ALL.put(new ColumnType.Decimal(4, 2), decimals("-99.99", "0.00", "0.01", "99.99"));
        ALL.put(new ColumnType.Decimal(9, 9), decimals("0.999999999", "-0.000000001"));
        ALL.put(
                new ColumnType.Decimal(18, 4),
                decimals("99999999999999.9999", "10000.0000", "-0.0001", "100000000.0000"));
        ALL.put(
                new ColumnType.Decimal(38, 10),
                decimals("-9999999999999999999999999999.9999999999", "12345678.9000000000"));
        ALL.put(
                new ColumnType.Decimal(65, 30),
                decimals(
                        "99999999999999999999999999999999999.999999999999999999999999999999",
                        "-1.000000000000000000000000000001",
                        "0.000000000000000000000000000000",
                        "10000000000000000000000000000000000.000000000000000000000000000000"));
        ALL.put(
                new ColumnType.Real(32),
                List.of(Float.MAX_VALUE, Float.MIN_VALUE, -0.0f, 1.1f, -3.4e-38f, Float.NaN, Float.POSITIVE_INFINITY));
        ALL.put(
                new ColumnType.Real(64),
                List.of(Double.MAX_VALUE, Double.MIN_VALUE, 0.1, -1e308, Double.NaN, Double.NEGATIVE_INFINITY));
        ALL.put(
                new ColumnType.Text(),
                List.of(
                        "",
                        " ",
                        "plain",
                        "quote ' \" \\ \n\t\r",
                        "ünï 漢字 😀",
                        "null",
                        "NULL",
                        "\\N",
                        "x".repeat(100_000)));
        ALL.put(
                new ColumnType.Json(),
                List.of(
                        "{}",
                        "[]",
                        "null",
                        "true",
                        "\"text\"",
                        "12345678901234567890",
                        "{\"a\": [1, 2.50, {\"b\": null}]}",
                        "\"ü😀\""));
        ALL.put(
                new ColumnType.Bytes(),
                List.of(new byte[0], new byte[] {0}, new byte[] {-1, 0, 127, -128, '\\', '\''}, new byte[70_000]));
        ALL.put(
                new ColumnType.Date(),
                Stream.of("0001-01-01", "1000-01-01", "1969-12-31", "1970-01-01", "2000-02-29", "9999-12-31")
                        .<Object>map(day -> (int) LocalDate.parse(day).toEpochDay())
                        .toList());
        ALL.put(new ColumnType.Time(), List.of(-3_020_399_999_999L, -1L, 0L, 86_400_000_000L, 3_020_399_999_999L));
        List<Object> moments = Stream.of(
                        "0001-01-01T00:00:00",
                        "1000-01-01T00:00:00",
                        "1969-12-31T23:59:59.999999",
                        "1970-01-01T00:00:00",
                        "1999-12-31T23:59:59.999999",
                        "2038-01-19T03:14:07.000001",
                        "2024-03-31T02:30:00",
                        "9999-12-31T23:59:59.999999")
                .<Object>map(TypeEdges::micros)
                .toList();
        ALL.put(new ColumnType.Timestamp(), moments);
        ALL.put(new ColumnType.Instant(), moments);
        KEYS = ALL.keySet().stream()
                .filter(type -> !(type instanceof ColumnType.Json) && !(type instanceof ColumnType.Real))
                .toList();
    }

    private TypeEdges() {}

    static long micros(String wallClock) {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0), LocalDateTime.parse(wallClock));
    }

    private static List<Object> decimals(String... values) {
        return Stream.of(values).<Object>map(BigDecimal::new).toList();
    }
}
