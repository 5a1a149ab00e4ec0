package dev.freshet.source.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.DatabaseSourceSpec;
import dev.freshet.event.TableId;
import dev.freshet.source.check.Finding.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRulesTest {
    private static final List<String> GRANTS = List.of(
            "GRANT SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO `freshet`@`%`");
    private static final List<ServerFacts.Table> TABLES = List.of(
            new ServerFacts.Table(new TableId("shop", "orders"), true),
            new ServerFacts.Table(new TableId("shop", "log"), false));

    @Test
    void aGoodServerHasNoFindings() {
        assertThat(findings(spec("shop\\.orders"), Map.of(), GRANTS)).isEmpty();
    }

    @Test
    void formatImageAndCompressionAreErrors() {
        assertThat(findings(
                        spec("shop\\.orders"),
                        Map.of(
                                "binlog_format",
                                "STATEMENT",
                                "binlog_row_image",
                                "MINIMAL",
                                "binlog_transaction_compression",
                                "ON"),
                        GRANTS))
                .allMatch(finding -> finding.severity() == Severity.ERROR)
                .extracting(Finding::problem)
                .satisfiesExactly(
                        problem -> assertThat(problem).contains("binlog_format is STATEMENT"),
                        problem -> assertThat(problem).contains("binlog_row_image is MINIMAL"),
                        problem -> assertThat(problem).contains("binlog_transaction_compression"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MINIMAL", "NOBLOB"})
    void aRowImageThatIsNotWholeIsAnErrorWithItsMend(String image) {
        assertThat(findings(spec("shop\\.orders"), Map.of("binlog_row_image", image), GRANTS))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                    assertThat(finding.problem()).contains("binlog_row_image is " + image);
                    assertThat(finding.mend()).contains("SET PERSIST binlog_row_image=FULL");
                });
    }

    @Test
    void partialJsonIsAnErrorWithItsMend() {
        assertThat(findings(spec("shop\\.orders"), Map.of("binlog_row_value_options", "PARTIAL_JSON"), GRANTS))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                    assertThat(finding.problem()).contains("PARTIAL_JSON");
                    assertThat(finding.mend()).contains("SET PERSIST binlog_row_value_options=''");
                });
    }

    @Test
    void tablesThatWouldShareATopicAreAnError() {
        List<Finding> findings = new ArrayList<>();
        TopicClashes.findings(
                Stream.of("order items", "order_items", "order-items", "orders")
                        .map(table -> new ServerFacts.Table(new TableId("shop", table), true))
                        .toList(),
                findings);
        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem())
                        .contains("'shop.order items' and 'shop.order-items' and 'shop.order_items'")
                        .doesNotContain("orders"));
    }

    @Test
    void withoutGtidAndWithShortRetentionThereAreWarnings() {
        assertThat(findings(
                        spec("shop\\.orders"),
                        Map.of("gtid_mode", "OFF", "binlog_expire_logs_seconds", "3600"),
                        GRANTS))
                .hasSize(2)
                .allMatch(finding -> finding.severity() == Severity.WARNING);
    }

    @Test
    void missingPrivilegesAreNamedWithTheGrant() {
        assertThat(findings(spec("shop\\.orders"), Map.of(), List.of("GRANT SELECT ON *.* TO `freshet`@`%`")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.field()).isEqualTo("user");
                    assertThat(finding.mend())
                            .isEqualTo("GRANT RELOAD, REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO 'freshet'@'%'");
                });
    }

    @Test
    void rolesCannotBeSeenThrough() {
        assertThat(findings(spec("shop\\.orders"), Map.of(), List.of("GRANT `capture`@`%` TO `freshet`@`%`")))
                .singleElement()
                .matches(finding -> finding.severity() == Severity.WARNING);
    }

    @Test
    void aPatternThatMatchesNothingIsNamed() {
        assertThat(findings(spec("shop\\.orders", "shop\\.ordres"), Map.of(), GRANTS))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.field()).isEqualTo("tables");
                    assertThat(finding.problem()).contains("shop\\.ordres");
                });
    }

    @Test
    void tablesWithoutAPrimaryKeyAreAWarning() {
        assertThat(findings(spec(), Map.of(), GRANTS))
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem()).contains("shop.log"));
    }

    private static List<Finding> findings(DatabaseSourceSpec spec, Map<String, String> changed, List<String> grants) {
        Map<String, String> variables = new HashMap<>(Map.of(
                "log_bin", "ON",
                "binlog_format", "ROW",
                "binlog_row_image", "FULL",
                "gtid_mode", "ON",
                "binlog_expire_logs_seconds", "2592000"));
        variables.putAll(changed);
        return SourceRules.findings(spec, new ServerFacts(variables, grants, TABLES));
    }

    private static DatabaseSourceSpec spec(String... tables) {
        return new DatabaseSourceSpec("mysql", "db", 3306, "freshet", "${env:P}", List.of(), List.of(tables), Map.of());
    }
}
