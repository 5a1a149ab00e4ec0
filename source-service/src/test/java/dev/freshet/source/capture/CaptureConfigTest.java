package dev.freshet.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.DatabaseSourceSpec;
import dev.freshet.control.resource.Violation;
import dev.freshet.source.check.TablePatterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CaptureConfigTest {
    private static final Path GOLDEN = Path.of("src/test/resources/capture-config.golden");

    private final CaptureConfig config = new CaptureConfig(
            new CaptureConfig.Tuning(Duration.ofMillis(5), 8192, 32_768, 32L << 20, Duration.ofSeconds(5)),
            Map.of("bootstrap.servers", "kafka:9092", "security.protocol", "SSL"),
            text -> text.equals("${env:SECRET}") ? "resolved" : text);

    @Test
    void theEnginesPropertiesAreThese() throws IOException {
        Properties properties =
                config.of("shop", spec(Map.of("snapshot.mode", "no_data", "driver.useSSL", "${env:SECRET}")));

        String text = properties.stringPropertyNames().stream()
                .sorted()
                .map(key -> key + "=" + properties.getProperty(key))
                .collect(Collectors.joining("\n", "", "\n"));
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(GOLDEN, text);
        }
        assertThat(text).isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void whatFreshetOwnsCannotBeSet() {
        DatabaseSourceSpec spec =
                spec(Map.of("tombstones.on.delete", "true", "offset.storage", "x", "snapshot.mode", "never"));

        assertThat(CaptureConfig.violations(spec))
                .extracting(Violation::field)
                .containsExactly("config.offset.storage", "config.tombstones.on.delete");
        assertThat(config.of("shop", spec)).containsEntry("tombstones.on.delete", "false");
    }

    @Test
    void withoutTablesAllButShadowTablesAreCaptured() {
        DatabaseSourceSpec all = new DatabaseSourceSpec(
                "mysql", "db", 3306, "u", "p", List.of(), List.of(), Map.of("table.exclude.list", "shop\\.audit"));

        assertThat(config.of("shop", all))
                .doesNotContainKey("table.include.list")
                .containsEntry("table.exclude.list", "shop\\.audit," + TablePatterns.SHADOWS);
    }

    @Test
    void aServerIdIsStableAndPositive() {
        assertThat(CaptureConfig.serverId("shop"))
                .isEqualTo(CaptureConfig.serverId("shop"))
                .isNotEqualTo(CaptureConfig.serverId("shop2"))
                .isPositive();
    }

    private static DatabaseSourceSpec spec(Map<String, String> config) {
        return new DatabaseSourceSpec(
                "mysql",
                "db",
                3306,
                "freshet",
                "${env:SECRET}",
                List.of("shop"),
                List.of("shop\\.orders", "shop\\.items"),
                config);
    }
}
