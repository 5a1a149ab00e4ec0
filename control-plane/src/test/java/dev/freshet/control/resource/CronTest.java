package dev.freshet.control.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CronTest {
    private static String next(String expression, String after) {
        Instant moment = LocalDateTime.parse(after).toInstant(ZoneOffset.UTC);
        return LocalDateTime.ofInstant(Cron.of(expression).orElseThrow().next(moment), ZoneOffset.UTC)
                .toString();
    }

    @Test
    void theNextMomentIsAfterThisOne() {
        assertThat(next("* * * * *", "2026-01-01T10:00:00")).isEqualTo("2026-01-01T10:01");
        assertThat(next("0 * * * *", "2026-01-01T10:00:00")).isEqualTo("2026-01-01T11:00");
        assertThat(next("0 * * * *", "2026-01-01T09:59:59.9")).isEqualTo("2026-01-01T10:00");
        assertThat(next("*/15 6-8 * * *", "2026-01-01T08:45:00")).isEqualTo("2026-01-02T06:00");
        assertThat(next("5,35 22 * * *", "2026-12-31T22:35:00")).isEqualTo("2027-01-01T22:05");
        assertThat(next("3/20 0 * * *", "2026-01-01T00:03:00")).isEqualTo("2026-01-01T00:23");
    }

    @Test
    void daysOfMonthAndWeek() {
        // 2026-01-01 is a Thursday
        assertThat(next("0 6 * * mon-fri", "2026-01-02T07:00:00")).isEqualTo("2026-01-05T06:00");
        assertThat(next("0 6 * * 7", "2026-01-01T00:00:00")).isEqualTo(next("0 6 * * SUN", "2026-01-01T00:00:00"));
        assertThat(next("0 0 1 * *", "2026-01-15T00:00:00")).isEqualTo("2026-02-01T00:00");
        assertThat(next("0 0 13 * 5", "2026-01-03T00:00:00")).as("either day").isEqualTo("2026-01-09T00:00");
        assertThat(next("0 0 29 feb *", "2026-01-01T00:00:00")).isEqualTo("2028-02-29T00:00");
        assertThat(next("0 0 29 2 *", "2096-03-01T00:00:00"))
                .as("2100 has none")
                .isEqualTo("2104-02-29T00:00");
    }

    @Test
    void whatCannotBeReadOrNeverComesIsNone() {
        for (String wrong : List.of(
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "*/0 * * * *",
                "5-1 * * * *",
                "a * * * *",
                "1- * * * *",
                "*/5/5 * * * *",
                "0 0 30 2 *",
                ", * * * *")) {
            assertThat(Cron.of(wrong)).as(wrong).isEmpty();
        }
    }
}
