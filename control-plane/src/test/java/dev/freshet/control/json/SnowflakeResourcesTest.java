package dev.freshet.control.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.Declaration;
import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Flush;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.ResourceException;
import dev.freshet.control.resource.SnowflakeSettings;
import dev.freshet.control.resource.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnowflakeResourcesTest {
    private static final String DESTINATION = """
            kind: Destination
            name: snow
            connector: snowflake
            account: myorg-myaccount
            database: ANALYTICS
            user: FRESHET_USER
            role: FRESHET_ROLE
            warehouse: LOADING
            """;

    private final ResourceJson json = new ResourceJson();

    private List<Violation> violations(String more) {
        try {
            json.readAll(DESTINATION + more);
            return List.of();
        } catch (ResourceException.Invalid invalid) {
            return invalid.violations();
        }
    }

    private Flush flush(String flush) {
        List<Declaration> all = json.readAll("kind: Pipeline\nname: p\nsource: s\ndestination: d\n" + flush);
        return ((PipelineSpec) all.getFirst().spec()).flush();
    }

    private List<String> fields(String more) {
        return violations(more).stream()
                .map(violation -> violation.field().replace("destination/snow: ", ""))
                .toList();
    }

    @Test
    void oneWayToLogInIsEnoughAndTwoAreTooMany() {
        assertThat(fields("privateKey: ${file:/k}\nprivateKeyPassphrase: ${env:P}\n"))
                .isEmpty();
        assertThat(fields("accessToken: ${env:T}\n")).isEmpty();
        assertThat(fields("password: ${env:P}\n")).isEmpty();
        assertThat(fields("")).containsExactly("privateKey");
        assertThat(fields("privateKey: ${file:/k}\naccessToken: ${env:T}\n")).containsExactly("accessToken");
        assertThat(fields("oauthClientSecret: ${env:S}\n")).containsExactly("oauthClientId", "oauthTokenUrl");
    }

    @Test
    void literalSecretsAndPlainHttpToElsewhereAreRefused() {
        assertThat(violations("accessToken: geheim\n"))
                .singleElement()
                .satisfies(violation -> assertThat(violation.toString()).doesNotContain("geheim"));
        assertThat(fields("url: http://snow.example.com\naccessToken: ${env:T}\n"))
                .containsExactly("url");
        assertThat(fields("url: http://127.0.0.1:8099\naccessToken: ${env:T}\n"))
                .isEmpty();
        assertThat(fields("accessToken: ${env:T}\nconfig: {TIMEZONE: CET}\n")).containsExactly("config.TIMEZONE");
    }

    @Test
    void viewsOfTheCurrentStateAreOnRequest() {
        String base = DESTINATION + "accessToken: ${env:T}\n";
        assertThat(settings(base).currentViews()).isFalse();
        assertThat(settings(base + "currentViews: true\n").currentViews()).isTrue();
        assertThat(fields("accessToken: ${env:T}\ncurrentViews: 'yes'\n")).containsExactly("currentViews");
    }

    private SnowflakeSettings settings(String yaml) {
        return ((DestinationSpec) json.readAll(yaml).getFirst().spec()).snowflake();
    }

    @Test
    void presetsStandForFiguresAndFiguresWin() {
        assertThat(flush("")).isEqualTo(Flush.DEFAULT);
        assertThat(flush("flush: {preset: 5m}\n").interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(flush("flush: {preset: 15m, rows: 7}\n"))
                .isEqualTo(new Flush(Duration.ofMinutes(15), 7, 100L << 20));
    }

    @Test
    void momentsMayBeNamedInsteadOfAnInterval() {
        assertThat(flush("flush: {cron: '0 6 * * 1-5'}\n"))
                .isEqualTo(Flush.at("0 6 * * 1-5", 500_000, 100L << 20))
                .isEqualTo(flush("flush: {cron: '0 6 * * 1-5'}\n").at("snowflake"));
        assertThat(refused("flush: {cron: '0 25 * * *'}\n")).containsExactly("flush.cron");
        assertThat(refused("flush: {cron: '0 6 * * *', interval: 1m}\n")).containsExactly("flush.interval");
        assertThat(refused("flush: {tables: {'a\\.b': {cron: '0 6 30 2 *'}}}\n"))
                .containsExactly("flush.tables.a\\.b.cron");
    }

    private List<String> refused(String flush) {
        try {
            flush(flush);
            return List.of();
        } catch (ResourceException.Invalid invalid) {
            return invalid.violations().stream()
                    .map(violation -> violation.field().replace("pipeline/p: ", ""))
                    .toList();
        }
    }

    @Test
    void aDestinationThatIsPaidByTheSecondHasAMinuteUnlessSomethingElseIsChosen() {
        assertThat(Flush.DEFAULT.at("snowflake").interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(Flush.DEFAULT.at("duckdb")).isEqualTo(Flush.DEFAULT);
        assertThat(flush("flush: {interval: 2s}\n").at("snowflake").interval()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aTableMayHaveAPolicyOfItsOwn() {
        Flush flush = flush("flush:\n  preset: 15m\n  tables: {'shop\\.orders': {preset: realtime}}\n")
                .at("snowflake");
        assertThat(flush.of("shop.orders").interval()).isEqualTo(Duration.ofMillis(100));
        assertThat(flush.of("shop.customers").interval()).isEqualTo(Duration.ofMinutes(15));
    }
}
