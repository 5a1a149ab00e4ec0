package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.local.client.Api;
import dev.freshet.local.client.Refused;
import dev.freshet.local.client.Resource;
import dev.freshet.local.client.ResourceFile;
import dev.freshet.local.compare.Comparison;
import dev.freshet.local.compare.Dialect;
import dev.freshet.local.compare.JdbcSide;
import dev.freshet.local.compare.MySqlShapes;
import dev.freshet.local.compare.PagedSide;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.compare.Side;
import dev.freshet.local.compare.Verdict;
import dev.freshet.local.stack.MySqlServer;
import dev.freshet.local.stack.PostgresServer;
import dev.freshet.local.stack.ServiceProcess;
import dev.freshet.local.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Every real part and the services; what tests ask of them. A class that needs nothing of its own shares the house of its JVM, in which
 * every class uses databases and sources of names of its own.
 */
final class House implements AutoCloseable {
    static final String WRITE_KEY = "a-key-that-nobody-guesses";
    static final Map<String, String> SECRETS = Map.of(
            "MYSQL_PASSWORD", MySqlServer.PASSWORD, "POSTGRES_PASSWORD", PostgresServer.PASSWORD, "WEB_KEY", WRITE_KEY);
    /** No wait of a test is shorter: two classes and their servers share two cores. */
    static final Duration PATIENCE = Duration.ofMinutes(6);

    private static @Nullable House shared;

    private final Stack stack;
    private final Path folder;

    private House(Stack stack) {
        this.stack = stack;
        this.folder = stack.run().data();
    }

    static House open() {
        return open(UnaryOperator.identity());
    }

    /** @param services how the services are to be started */
    static House open(UnaryOperator<ServiceProcess.Settings> services, String... mysqlFlags) {
        return new House(Stack.plan()
                .mysql(mysqlFlags)
                .postgres()
                .service(services.apply(
                        ServiceProcess.Settings.of("source-service").withEnvironment(SECRETS)))
                .service(services.apply(
                        ServiceProcess.Settings.of("sink-service").withEnvironment(SECRETS)))
                .start());
    }

    /** With transforms and every secret. It opens for the first class that asks, and ends with the JVM. */
    static synchronized House shared() {
        if (shared == null) {
            Map<String, String> secrets = SnowflakeAccount.secrets();
            shared = new House(Stack.plan()
                    .mysql()
                    .postgres()
                    .service(ServiceProcess.Settings.of("source-service").withEnvironment(secrets))
                    .service(ServiceProcess.Settings.of("sink-service").withEnvironment(secrets))
                    .transforms()
                    .start());
        }
        return shared;
    }

    /** With the service that runs transforms, and a Flink cluster that takes fewer checkpoints than usual. */
    static House openWithFlink() {
        return new House(Stack.plan()
                .mysql()
                .postgres()
                .flink()
                .service(ServiceProcess.Settings.of("source-service").withEnvironment(SECRETS))
                .service(ServiceProcess.Settings.of("sink-service").withEnvironment(SECRETS))
                .service(ServiceProcess.Settings.of("transform-service")
                        .withEnvironment(Map.of("FRESHET_FLINK_INTERVAL", "2s")))
                .start());
    }

    Stack stack() {
        return stack;
    }

    Api api() {
        Api api = Api.at(stack.sourceService().url(), stack.sinkService().url());
        return stack.hasTransforms()
                ? api.withTransforms(stack.transformService().url())
                : api;
    }

    /** Applies resources written in YAML; {@code $mysql}, {@code $postgres} and {@code $folder} stand for where they are. */
    void apply(String yaml) {
        for (Resource resource : resources(yaml)) {
            api().apply(resource);
        }
    }

    List<Resource> resources(String yaml) {
        try {
            Path file = Files.createTempFile(folder, "resources", ".yaml");
            Files.writeString(
                    file,
                    yaml.replace("$mysql", Integer.toString(stack.mysql().port()))
                            .replace(
                                    "$postgres",
                                    Integer.toString(stack.postgres().port()))
                            .replace("$folder", folder.toString()));
            return ResourceFile.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A source over all tables of a database, named as the database. */
    void capture(String database) {
        apply("""
                kind: Source
                name: %1$s
                connector: mysql
                host: 127.0.0.1
                port: $mysql
                user: freshet
                password: ${env:MYSQL_PASSWORD}
                databases: %1$s
                tables: %1$s\\..*
                """.formatted(database));
    }

    void postgres(String name) {
        apply("""
                kind: Destination
                name: %s
                connector: postgresql
                host: 127.0.0.1
                port: $postgres
                database: warehouse
                user: postgres
                password: ${env:POSTGRES_PASSWORD}
                """.formatted(name));
    }

    void duckdb(String name) {
        apply("""
                kind: Destination
                name: %1$s
                connector: duckdb
                path: $folder/%1$s.duckdb
                """.formatted(name));
    }

    void pipeline(String name, String source, String destination, String more) {
        apply("""
                kind: Pipeline
                name: %s
                source: %s
                destination: %s
                """.formatted(name, source, destination) + more);
    }

    void awaitState(Resource.Kind kind, String name, String state) {
        await(kind + " " + name + " is " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(status(kind, name).path("state").asText())
                        .as(() -> status(kind, name).toPrettyString())
                        .isEqualTo(state));
    }

    JsonNode status(Resource.Kind kind, String name) {
        return api().get(kind, name).path("status");
    }

    Side mysqlSide() {
        return new JdbcSide(Dialect.MYSQL, () -> stack.mysql().connect(""));
    }

    Side postgresSide() {
        return new JdbcSide(Dialect.POSTGRESQL, () -> stack.postgres().connect());
    }

    Side duckdbSide(String destination) {
        return new PagedSide(sql -> texts(destination, sql), 5_000);
    }

    private List<List<@Nullable String>> texts(String destination, String sql) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (JsonNode row : api().query(destination, sql).rows()) {
            List<@Nullable String> cells = new ArrayList<>();
            row.forEach(cell -> cells.add(cell.isNull() ? null : cell.asText()));
            rows.add(cells);
        }
        return rows;
    }

    List<Shape> shapes(String database) {
        try (Connection connection = stack.mysql().connect("")) {
            return MySqlShapes.of(connection, database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until every row of every table of the database is the same on both sides. */
    void awaitEqual(String database, Side destination) {
        awaitEqual(shapes(database), destination);
    }

    void awaitEqual(List<Shape> shapes, Side destination) {
        for (Shape shape : shapes) {
            await(shape.table() + " is equal on both sides")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptionsMatching(e -> e instanceof Side.Unreadable || e instanceof Refused)
                    .untilAsserted(() -> {
                        Verdict verdict = Comparison.compare(shape, mysqlSide(), destination);
                        assertThat(verdict.equal()).as(verdict::line).isTrue();
                    });
        }
    }

    /** First column of the first row, as text. */
    @Nullable
    String postgresValue(String sql) {
        try (Connection connection = stack.postgres().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        } catch (SQLException e) {
            throw new Side.Unreadable(sql + ": " + e.getMessage(), e);
        }
    }

    void postgresExecute(String... statements) {
        try (Connection connection = stack.postgres().connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A shared house stays, and nothing of what was applied to it. */
    @Override
    public void close() {
        if (this == shared) {
            List.of(Resource.Kind.PIPELINE, Resource.Kind.TRANSFORM, Resource.Kind.DESTINATION, Resource.Kind.SOURCE)
                    .forEach(this::deleteAll);
        } else {
            stack.close();
        }
    }

    /** What a service refuses, since another resource needs it, it lets go once it has heard that the other is gone. */
    private void deleteAll(Resource.Kind kind) {
        await("no " + kind.path() + " are left")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(Refused.class)
                .until(() -> {
                    api().list(kind)
                            .forEach(one -> api().delete(kind, one.path("name").asText()));
                    return api().list(kind).isEmpty();
                });
    }
}
