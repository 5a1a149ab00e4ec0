package dev.freshet.local.drift;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Made-up values as SQL literals, quoted: MySQL takes a quoted number for the number, in rows and in defaults. */
final class Values {
    /** At most nine characters each, so that any of them with a number fits the shortest VARCHAR. */
    private static final List<String> WORDS =
            List.of("plain", "Zoë", "李小龍", "O'Brien", "a\\b", "😀 smile", "tab\there", "line\nfeed", "", "\"quoted\"");

    private static final LocalDate DAY = LocalDate.of(1950, 1, 1);
    private static final LocalDateTime MOMENT = LocalDateTime.of(1971, 2, 3, 4, 5, 6);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private final RandomGenerator random;

    Values(RandomGenerator random) {
        this.random = random;
    }

    String literal(Column column) {
        return column.nullable() && random.nextInt(8) == 0 ? "NULL" : literal(column.type());
    }

    String literal(ColumnType type) {
        return quoted(text(type));
    }

    private String text(ColumnType type) {
        return switch (type) {
            case ColumnType.Bool bool -> random.nextBoolean() ? "1" : "0";
            case ColumnType.Int number -> Integer.toString(random.nextInt());
            case ColumnType.BigInt number -> Long.toString(random.nextLong());
            case ColumnType.Decimal decimal -> decimal(decimal);
            case ColumnType.Real real -> Double.toString((random.nextDouble() - 0.5) * 1e6);
            case ColumnType.Varchar varchar -> word();
            case ColumnType.Text text ->
                (word() + " ").repeat(random.nextInt(1, 20)).strip();
            case ColumnType.Date date -> DAY.plusDays(random.nextInt(30_000)).toString();
            case ColumnType.DateTime moment -> moment(moment.digits());
            case ColumnType.Json json ->
                "{\"word\": \"" + random.nextInt(99) + "\", \"list\": [" + random.nextInt(9) + ", null, true]}";
        };
    }

    private String decimal(ColumnType.Decimal type) {
        long bound = (long) Math.pow(10, Math.min(type.precision(), 17));
        return BigDecimal.valueOf(random.nextLong(-bound + 1, bound), type.scale())
                .toPlainString();
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size())) + random.nextInt(1_000_000);
    }

    private String moment(int digits) {
        String time = MOMENT.plus(random.nextLong(2_000_000_000_000_000L), ChronoUnit.MICROS)
                .format(MICROS);
        int seconds = time.length() - 7;
        return digits == 0 ? time.substring(0, seconds) : time.substring(0, seconds + 1 + digits);
    }

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
