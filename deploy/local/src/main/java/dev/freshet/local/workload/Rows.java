package dev.freshet.local.workload;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Made-up rows, in the order of the tables' columns. The random source comes from outside and is not shared. */
final class Rows {
    private static final List<String> NAMES = List.of(
            "Ada Byron", "Zoë Ångström", "李小龍", "O'Brien", "Ünal \"Ü\" Öz", "Nuño \\ Pérez", "😀 Smile", "Tab\tName");
    private static final List<String> TIERS = List.of("basic", "plus", "gold");
    static final List<String> STATES = List.of("open", "paid", "shipped", "returned");
    private static final List<String> LABELS = List.of("", "new", "sale", "eco", "new,sale", "new,sale,eco");
    private static final LocalDateTime EPOCH = LocalDateTime.of(2020, 2, 29, 12, 0);

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private final RandomGenerator random;

    Rows(RandomGenerator random) {
        this.random = random;
    }

    List<@Nullable Object> customer(long id) {
        return Arrays.asList(
                id,
                "c" + id + "@example.org",
                pick(NAMES) + " " + id,
                pick(TIERS),
                often(BigDecimal.valueOf(random.nextLong(-1_000_000, 100_000_000), 2)),
                often(LocalDate.of(1930, 1, 1).plusDays(random.nextInt(30_000)).toString()),
                often(preferences()),
                random.nextBoolean() ? 1 : 0,
                moment(6),
                often(moment(3)));
    }

    List<@Nullable Object> product(String sku) {
        return Arrays.asList(
                sku,
                "Product " + pick(NAMES) + " " + sku,
                price(),
                often(random.nextDouble() * 1e6),
                random.nextInt(Integer.MAX_VALUE),
                often(pick(LABELS)),
                often(sku.getBytes(StandardCharsets.UTF_8)),
                often(1990 + random.nextInt(60)));
    }

    List<@Nullable Object> order(long id, long customer) {
        return Arrays.asList(
                id,
                customer,
                pick(STATES),
                BigDecimal.valueOf(random.nextLong(10_000_000_000L), 2),
                often(pick(NAMES) + "\nsays hello"),
                moment(6),
                often(moment(6)));
    }

    List<@Nullable Object> line(long order, int number, String sku) {
        return Arrays.asList(
                order,
                number,
                sku,
                random.nextInt(1, 100),
                price(),
                often((float) random.nextInt(1000) / 8),
                random.nextBoolean() ? 1 : 0);
    }

    BigDecimal price() {
        return BigDecimal.valueOf(random.nextLong(10_000_000), 4);
    }

    String preferences() {
        return "{\"colour\": \"" + (random.nextBoolean() ? "blau" : "grün") + "\", \"sizes\": [" + random.nextInt(9)
                + ", " + random.nextInt(99) + "], \"nested\": {\"ok\": " + random.nextBoolean() + ", \"none\": null}}";
    }

    /** As text, so that no driver and no time zone has a say. */
    String moment(int digits) {
        String time = EPOCH.plus(random.nextLong(150_000_000_000_000L), ChronoUnit.MICROS)
                .format(MOMENT);
        return time.substring(0, time.length() - 6 + digits);
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private @Nullable Object often(Object value) {
        return random.nextInt(8) == 0 ? null : value;
    }
}
