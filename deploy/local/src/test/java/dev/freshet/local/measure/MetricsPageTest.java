package dev.freshet.local.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private static final String PAGE = """
            # TYPE freshet_latency_seconds histogram
            freshet_latency_seconds_bucket{pipeline="p",table="shop.orders",le="0.1"} 50
            freshet_latency_seconds_bucket{pipeline="p",table="shop.orders",le="0.2"} 100.0
            freshet_latency_seconds_bucket{pipeline="p",table="shop.orders",le="+Inf"} 100.0
            freshet_latency_seconds_bucket{pipeline="other",table="shop.orders",le="+Inf"} 7.0
            freshet_latency_seconds_count{pipeline="p",table="shop.orders"} 100.0
            """;

    @Test
    void quantilesAreInterpolatedWithinTheirBucket() {
        Histogram orders = orders(PAGE);

        assertThat(orders.count()).isEqualTo(100);
        assertThat(orders.quantile(0.5).orElseThrow()).isCloseTo(0.1, within(1e-9));
        assertThat(orders.quantile(0.75).orElseThrow()).isCloseTo(0.15, within(1e-9));
    }

    @Test
    void onlyWhatIsNewCountsAndARestartedServiceStartsAnew() {
        Histogram earlier = orders(PAGE);
        Histogram later = orders(PAGE.replace("100.0", "101.0"));

        assertThat(later.since(earlier).count()).isEqualTo(1);
        assertThat(earlier.since(later).count()).isEqualTo(100);
    }

    @Test
    void aServiceThatIsAwayHasNothingToRead() {
        assertThat(new MetricsPage("p", () -> {
                            throw new IllegalStateException("away");
                        })
                        .read())
                .isEqualTo(Map.of());
    }

    private static Histogram orders(String page) {
        return Objects.requireNonNull(MetricsPage.parse(page, "p").get("orders"));
    }
}
