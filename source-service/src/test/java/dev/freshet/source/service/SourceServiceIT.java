package dev.freshet.source.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.freshet.local.stack.MySqlServer;
import dev.freshet.local.stack.ServiceProcess;
import dev.freshet.local.stack.Stack;
import dev.freshet.registry.SchemaRegistry;
import dev.freshet.registry.apicurio.ApicurioRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The service as it is shipped, on real MySQL, Kafka and Apicurio. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SourceServiceIT {
    private static Stack stack;
    private static Api api;
    private static SchemaRegistry registry;

    @BeforeAll
    static void start() {
        stack = Stack.plan()
                .kafka()
                .registry()
                .mysql()
                .service(ServiceProcess.Settings.of("source-service")
                        .withEnvironment(Map.of("MYSQL_PASSWORD", MySqlServer.PASSWORD)))
                .start();
        api = new Api(stack.sourceService().url());
        registry = new ApicurioRegistry(URI.create(stack.registry().ccompatUrl()));
        stack.mysql()
                .execute(
                        "CREATE DATABASE shop",
                        "CREATE TABLE shop.items (id INT PRIMARY KEY, name VARCHAR(50), price DECIMAL(10,2))",
                        "INSERT INTO shop.items VALUES (1,'one',1.5),(2,'two',2.5),(3,'three',3.5)");
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    static String source(String name, String more) {
        return """
                {"kind":"Source","name":"%s","connector":"mysql","host":"127.0.0.1","port":%d,"user":"freshet",
                 "password":"${env:MYSQL_PASSWORD}","tables":["shop\\\\..*"]%s}
                """.formatted(name, stack.mysql().port(), more);
    }

    @Test
    @Order(1)
    void aTableIsCapturedEndToEnd() throws SQLException {
        Api.Answer created = api.post("/api/v1/sources", source("shop", ""));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        await(() -> api.state("shop").equals("STREAMING"));
        stack.mysql()
                .execute(
                        "INSERT INTO shop.items VALUES (4,'four',4.5)",
                        "UPDATE shop.items SET name='TWO' WHERE id=2",
                        "DELETE FROM shop.items WHERE id=3",
                        "UPDATE shop.items SET id=40 WHERE id=4");
        expectEqualWithoutDuplicates();
    }

    @Test
    @Order(2)
    void whatCannotWorkIsRefusedWithFieldAndMend() {
        stack.mysql().execute("CREATE USER 'weak'@'%' IDENTIFIED BY 'freshet'", "GRANT SELECT ON *.* TO 'weak'@'%'");
        refused(source("bad", "").replace("${env:MYSQL_PASSWORD}", "${env:PATH}"), "password");
        refused(source("bad", "").replace("shop\\\\..*", "shop\\\\.nothing"), "tables");
        refused(source("bad", "").replace("\"freshet\"", "\"weak\""), "user");
        refused(source("bad", ",\"config\":{\"tombstones.on.delete\":\"true\"}"), "config.tombstones.on.delete");
        assertThat(api.post("/api/v1/sources", source("shop", "")).status()).isEqualTo(409);
        Api.Answer valid = api.post("/api/v1/sources/shop/validate", "");
        assertThat(valid.status()).as(valid.body()).isEqualTo(200);
        assertThat(valid.json().get("valid").asBoolean()).isTrue();
    }

    private static void refused(String body, String field) {
        Api.Answer answer = api.post("/api/v1/sources/validate", body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.json().at("/violations/0/field").asText())
                .as(answer.body())
                .isEqualTo(field);
        assertThat(answer.json().at("/violations/0/mend").asText()).isNotBlank();
        assertThat(api.post("/api/v1/sources", body).status()).isEqualTo(422);
    }

    @Test
    @Order(3)
    void pauseAndResumeLoseNothing() throws SQLException {
        api.post("/api/v1/sources/shop/pause", "");
        await(() -> api.state("shop").equals("PAUSED"));
        stack.mysql().execute("INSERT INTO shop.items VALUES (5,'while paused',1)");
        api.post("/api/v1/sources/shop/resume", "");
        expectEqualWithoutDuplicates();
    }

    @Test
    @Order(4)
    void aKilledServiceGoesOnWithoutLossOrDuplicates() throws Exception {
        try (Writer writer = new Writer(stack.mysql(), 1_000)) {
            writer.awaitTransactions(30);
            stack.sourceService().process().killAndRestart();
            writer.awaitTransactions(30);
            stack.sourceService().process().killAndRestart();
            writer.awaitTransactions(30);
        }
        expectEqualWithoutDuplicates();
    }

    @Test
    @Order(5)
    void aKilledDatabaseIsWaitedFor() throws Exception {
        await(() -> api.state("shop").equals("STREAMING"));
        stack.mysql().process().kill();
        await(() -> api.state("shop").equals("RETRYING"));
        assertThat(api.get("/api/v1/sources/shop").json().at("/status/mend").asText())
                .isNotBlank();
        stack.mysql().process().start();
        stack.mysql().execute("INSERT INTO shop.items VALUES (6,'after the crash',1)");
        expectEqualWithoutDuplicates();
    }

    @Test
    @Order(6)
    void aSecondReplicaTakesOverAndTheWokenOneIsFenced() throws Exception {
        ServiceProcess second = stack.addService(ServiceProcess.Settings.of("source-service")
                .named("source-service-2")
                .withEnvironment(Map.of("MYSQL_PASSWORD", MySqlServer.PASSWORD)));
        String owner = replica();
        ServiceProcess running = owner.endsWith(":" + second.process().pid()) ? second : stack.sourceService();
        ServiceProcess other = running == second ? stack.sourceService() : second;
        api = new Api(other.url());
        try (Writer writer = new Writer(stack.mysql(), 10_000_000)) {
            writer.awaitTransactions(20);
            running.process().suspend();
            await(() -> !replica().equals(owner) && api.state("shop").equals("STREAMING"));
            writer.awaitTransactions(20);
            running.process().resume();
            writer.awaitTransactions(50);
        }
        expectEqualWithoutDuplicates();
    }

    private static String replica() {
        return api.get("/api/v1/sources/shop").json().at("/status/replica").asText();
    }

    @Test
    @Order(7)
    void theApiIsTheOneThatIsCheckedIn() throws IOException {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        assertThat(yaml.readTree(api.get("/q/openapi").body()))
                .as("src/main/openapi/openapi.yaml is stale: commit what the build wrote there")
                .isEqualTo(
                        yaml.readTree(Path.of("src/main/openapi/openapi.yaml").toFile()));
    }

    private static void expectEqualWithoutDuplicates() throws SQLException {
        try (Topic topic = topic("shop.shop.items")) {
            awaitEqual(topic);
            assertThat(topic.duplicates()).isZero();
        }
    }

    private static Topic topic(String name) {
        return new Topic(stack.kafka().bootstrapServers(), registry, name);
    }

    private static void awaitEqual(Topic topic) throws SQLException {
        Map<Object, Object> expected = rows();
        await(() -> {
            topic.read();
            return topic.state("id", "name").equals(expected);
        });
    }

    private static Map<Object, Object> rows() throws SQLException {
        Map<Object, Object> rows = new TreeMap<>();
        try (Connection connection = stack.mysql().connect("shop");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT id, name FROM shop.items")) {
            while (result.next()) {
                rows.put(result.getInt(1), result.getString(2));
            }
        }
        return rows;
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
            LockSupport.parkNanos(100_000_000);
        }
    }
}
