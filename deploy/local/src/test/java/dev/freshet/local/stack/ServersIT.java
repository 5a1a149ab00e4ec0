package dev.freshet.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.local.process.ManagedProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every server is really started, killed without warning, and started again on what it had. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServersIT {
    private final Stack stack =
            afterAnother(Stack.plan().kafka().registry().mysql().postgres().progress(System.out::println));

    /** Those that keep their classes have kept them then. */
    private static Stack afterAnother(StackPlan plan) {
        Stack.plan().kafka().registry().start().close();
        return plan.start();
    }

    @BeforeAll
    void allAlive() {
        assertThat(stack.servers())
                .hasSize(4)
                .allMatch(server -> server.process().alive());
    }

    @Test
    void aServerThatEndedInOrderOnceStartsFromTheClassesThatItKept() throws IOException {
        assumeTrue(Runtime.version().feature() >= 25, "JVMs before 25 keep class data in a file of another option");
        for (Server server : List.of(stack.kafka(), stack.registry())) {
            assertThat(Files.readString(
                            Path.of("/proc", Long.toString(server.process().pid()), "cmdline")))
                    .as(server.name())
                    .contains("-XX:AOTCache=");
        }
    }

    @AfterEach
    void report() {
        for (Server server : stack.servers()) {
            ManagedProcess process = server.process();
            System.out.printf(
                    "%-12s %4d MB %5.1f CPU-s%n", server.name(), process.rssBytes() >> 20, process.cpuSeconds());
        }
    }

    @AfterAll
    void nothingSurvives() {
        stack.close();
        assertThat(stack.servers()).noneMatch(server -> server.process().alive());
        assertThat(stack.run().data()).doesNotExist();
    }

    @Test
    void mysqlKeepsCommittedRowsOverAKill() throws SQLException {
        MySqlServer mysql = stack.mysql();
        mysql.execute(
                "CREATE DATABASE town",
                "CREATE TABLE town.street(id INT PRIMARY KEY)",
                "INSERT INTO town.street VALUES (1),(2)");

        mysql.process().killAndRestart();

        try (Connection root = mysql.connect("town")) {
            assertThat(one(root, "SELECT count(*) FROM street")).isEqualTo("2");
            assertThat(one(root, "SELECT @@binlog_format")).isEqualTo("ROW");
            assertThat(one(root, "SELECT @@gtid_mode")).isEqualTo("ON");
            assertThat(one(root, "SELECT @@binlog_row_metadata")).isEqualTo("FULL");
        }
        try (Connection capture =
                DriverManager.getConnection(mysql.jdbcUrl("town"), MySqlServer.CAPTURE_USER, MySqlServer.PASSWORD)) {
            assertThat(one(capture, "SELECT count(*) FROM street")).isEqualTo("2");
            assertThat(one(capture, "SHOW MASTER STATUS")).startsWith("binlog.");
        }
    }

    @Test
    void postgresKeepsCommittedRowsOverAKill() throws SQLException {
        PostgresServer postgres = stack.postgres();
        try (Connection connection = postgres.connect();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE street(id int primary key)");
            statement.execute("SET synchronous_commit = on");
            statement.execute("INSERT INTO street VALUES (1),(2)");
        }

        postgres.process().killAndRestart();

        try (Connection connection = postgres.connect()) {
            assertThat(one(connection, "SELECT count(*) FROM street")).isEqualTo("2");
        }
    }

    @Test
    void kafkaKeepsAcknowledgedRecordsOverAKill() throws Exception {
        String servers = stack.kafka().bootstrapServers();
        Map<String, Object> client = Map.of("bootstrap.servers", servers);
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic("street", 1, (short) 1)))
                    .all()
                    .get();
        }
        try (var producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 100; i++) {
                producer.send(new ProducerRecord<>("street", "k" + i, "v" + i));
            }
            producer.flush();
        }

        stack.kafka().process().killAndRestart();

        try (var consumer = new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("street", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            int read = 0;
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (read < 100 && System.nanoTime() < deadline) {
                read += consumer.poll(Duration.ofMillis(200)).count();
            }
            assertThat(read).isEqualTo(100);
        }
    }

    @Test
    void registryKeepsAnAnsweredSchemaOverAKill() throws Exception {
        String url = stack.registry().ccompatUrl();
        String body = "{\"schema\":\"{\\\"type\\\":\\\"string\\\"}\"}";
        String answer = send(HttpRequest.newBuilder(URI.create(url + "/subjects/street-value/versions"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        String id = answer.replaceAll("\\D", "");

        stack.registry().process().killAndRestart();

        assertThat(send(HttpRequest.newBuilder(URI.create(url + "/schemas/ids/" + id))
                        .GET()))
                .contains("string");
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
