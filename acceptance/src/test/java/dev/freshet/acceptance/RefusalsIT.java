package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.freshet.local.client.Refused;
import dev.freshet.local.client.Resource;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot work is refused at once, with the field and the mend. */
class RefusalsIT {
    private static final String SOURCE = """
            kind: Source
            name: refusals
            connector: mysql
            host: 127.0.0.1
            port: $mysql
            user: freshet
            password: ${env:MYSQL_PASSWORD}
            tables: refusals\\..*
            """;
    private static House house;

    @BeforeAll
    static void openTheHouse() {
        house = House.shared();
        house.stack()
                .mysql()
                .execute(
                        "CREATE DATABASE refusals",
                        "CREATE TABLE refusals.items (id INT PRIMARY KEY)",
                        "CREATE USER 'reader'@'%' IDENTIFIED BY 'freshet'",
                        "GRANT SELECT ON *.* TO 'reader'@'%'");
    }

    @AfterAll
    static void closeIt() {
        house.close();
    }

    @Test
    void aWrongPassword() {
        refused(SOURCE.replace("MYSQL_PASSWORD", "HOME"), "password");
    }

    @Test
    void aPasswordThatIsNotSet() {
        refused(SOURCE.replace("MYSQL_PASSWORD", "NOT_SET_ANYWHERE"), "password", "NOT_SET_ANYWHERE");
    }

    @Test
    void aPasswordInClear() {
        refused(SOURCE.replace("${env:MYSQL_PASSWORD}", "freshet"), "password", "${env:");
    }

    @Test
    void aMissingPrivilege() {
        refused(SOURCE.replace("user: freshet", "user: reader"), "user", "GRANT", "REPLICATION SLAVE");
    }

    @Test
    void statementFormatOfTheBinaryLog() {
        house.stack().mysql().execute("SET GLOBAL binlog_format = 'STATEMENT'");
        try {
            refused(SOURCE, "binlog_format", "ROW");
        } finally {
            house.stack().mysql().execute("SET GLOBAL binlog_format = 'ROW'");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "binlog_row_image, MINIMAL, FULL",
        "binlog_row_image, NOBLOB, FULL",
        "binlog_row_value_options, PARTIAL_JSON, ''"
    })
    void aBinaryLogThatLeavesValuesOut(String variable, String value, String mended) {
        house.stack().mysql().execute("SET GLOBAL " + variable + " = '" + value + "'");
        try {
            refused(SOURCE, variable, value, "SET PERSIST " + variable);
        } finally {
            house.stack().mysql().execute("SET GLOBAL " + variable + " = '" + mended + "'");
        }
    }

    @Test
    void tablesThatWouldShareATopic() {
        house.stack()
                .mysql()
                .execute(
                        "CREATE DATABASE clash",
                        "CREATE TABLE clash.`order items` (id INT PRIMARY KEY)",
                        "CREATE TABLE clash.order_items (id INT PRIMARY KEY)");
        refused(SOURCE.replace("refusals\\..*", "clash\\..*"), "tables", "clash.order items", "clash.order_items");
    }

    @Test
    void aPatternThatMatchesNoTable() {
        refused(SOURCE.replace("refusals\\..*", "refusals\\.nothing"), "tables", "refusals\\.nothing");
    }

    @Test
    void anUnreachableServer() {
        refused(SOURCE.replace("$mysql", "1"), "host");
    }

    @Test
    void anUnknownField() {
        refused(SOURCE + "pasword: x\n", "pasword", "password");
    }

    @Test
    void aFieldOfTheWrongType() {
        refused(SOURCE.replace("$mysql", "many"), "port");
    }

    @Test
    void aPropertyThatFreshetOwns() {
        refused(SOURCE + "config:\n  topic.prefix: mine\n", "topic.prefix");
    }

    @Test
    void aPipelineOfAnUnknownSource() {
        refused("kind: Pipeline\nname: p\nsource: nobody\ndestination: nowhere\n", "source", "destination");
    }

    @Test
    void anUnknownConnector() {
        refused("kind: Destination\nname: d\nconnector: oracle\n", "connector", "postgresql");
    }

    @Test
    void aNameThatIsTaken() {
        Resource first =
                house.resources(SOURCE.replace("name: refusals", "name: taken")).getFirst();
        house.api().source().post("/api/v1/sources", first.body());
        Refused refused =
                catchThrowableOfType(Refused.class, () -> house.api().source().post("/api/v1/sources", first.body()));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused).hasMessageContaining("taken");
    }

    @Test
    void textThatIsNotJson() throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        house.stack().sourceService().url().resolve("/api/v1/sources"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": "))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("line").doesNotContain("Exception");
    }

    private static void refused(String yaml, String... words) {
        Resource resource = house.resources(yaml).getFirst();
        Refused refused = catchThrowableOfType(Refused.class, () -> house.api().apply(resource));
        assertThat(refused).as("the request must be refused").isNotNull();
        assertThat(refused.status()).isBetween(400, 499);
        assertThat(refused.getMessage()).contains(words).contains("mend").doesNotContain("Exception");
    }
}
