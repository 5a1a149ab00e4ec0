package dev.freshet.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.local.client.Refused;
import dev.freshet.local.client.Resource.Kind;
import dev.freshet.local.compare.Comparison;
import dev.freshet.local.compare.Side;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A real MySQL change arrives in real destinations. */
class MainJobIT {
    private static House house;

    @BeforeAll
    static void openTheHouse() {
        house = House.shared();
        house.stack()
                .mysql()
                .execute(
                        "CREATE DATABASE store",
                        """
                        CREATE TABLE store.items (id BIGINT PRIMARY KEY, name VARCHAR(50) NOT NULL, price DECIMAL(10,2),
                          sold DATETIME(6), seen TIMESTAMP(6) NULL, extra JSON)""",
                        "CREATE TABLE store.log (line TEXT, at INT)",
                        "INSERT INTO store.items VALUES (1,'one',1.10,'2026-01-02 03:04:05.678901','2026-01-02 03:04:05','{\"a\": 1}'),"
                                + "(2,'zwölf 🦆',NULL,NULL,NULL,NULL)",
                        "INSERT INTO store.log VALUES ('first', 1)");
        house.capture("store");
        house.postgres("pg");
        house.duckdb("duck");
        house.pipeline("to-pg", "store", "pg", "tables: store\\.items\n");
        house.pipeline("to-duck", "store", "duck", "tables: store\\.items\n");
        house.pipeline("history", "store", "pg", "mode: append\nschema: history\n");
    }

    @AfterAll
    static void closeIt() {
        house.close();
    }

    @Test
    void rowsOfEveryKindOfChangeAreEqualOnBothSides() {
        house.stack()
                .mysql()
                .execute(
                        "INSERT INTO store.items (id, name, price, sold, seen, extra) VALUES (3,'three',3.30,NULL,NULL,'[]'), (4,'four',4.40,NULL,NULL,NULL)",
                        "UPDATE store.items SET price = 9.99, extra = JSON_OBJECT('n', 123456789012345678) WHERE id = 1",
                        "DELETE FROM store.items WHERE id = 2",
                        "UPDATE store.items SET id = 40 WHERE id = 4",
                        "INSERT INTO store.log VALUES ('second', 2)");
        awaitItems();
        house.awaitState(Kind.SOURCE, "store", "STREAMING");
        house.awaitState(Kind.PIPELINE, "to-pg", "STREAMING");
    }

    @Test
    void aTableWithoutKeyIsAppended() {
        await().atMost(House.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(house.postgresValue("SELECT count(*) FROM history.log WHERE line = 'first'"))
                                .isEqualTo("1"));
    }

    @Test
    void historyHoldsEveryChangeInOrder() {
        house.stack()
                .mysql()
                .execute(
                        "INSERT INTO store.items (id, name) VALUES (100, 'a')",
                        "UPDATE store.items SET name = 'b' WHERE id = 100",
                        "DELETE FROM store.items WHERE id = 100");
        await().atMost(House.PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(house.postgresValue(
                                "SELECT string_agg(_freshet_operation || name, ',' ORDER BY _freshet_position)"
                                        + " FROM history.items WHERE id = 100"))
                        .isEqualTo("ca,ub,db"));
    }

    @Test
    void anAddedColumnAppearsWithoutAStop() {
        house.stack()
                .mysql()
                .execute(
                        "ALTER TABLE store.items ADD COLUMN colour VARCHAR(20) FIRST",
                        "INSERT INTO store.items (id, name, colour) VALUES (200, 'painted', 'red')",
                        "UPDATE store.items SET colour = 'blue' WHERE id = 1");
        awaitItems();
        assertThat(house.postgresValue("SELECT colour FROM store.items WHERE id = 200"))
                .isEqualTo("red");
    }

    @Test
    void aStatementThatWritesIsRefusedByTheQueryEndpoint() {
        awaitItems();
        assertThatThrownBy(() -> house.api().query("duck", "DELETE FROM store.items"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("only reads");
    }

    @Test
    void aReaderThatIsNotOursReadsTheTopics() {
        awaitItems();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                house.stack().kafka().bootstrapServers(),
                "isolation.level",
                "read_committed",
                "key.deserializer",
                AvroKafkaDeserializer.class.getName(),
                "value.deserializer",
                AvroKafkaDeserializer.class.getName(),
                "apicurio.registry.url",
                house.stack().registry().url() + "/apis/registry/v3");
        Map<String, String> names = new TreeMap<>();
        try (KafkaConsumer<GenericRecord, GenericRecord> consumer = new KafkaConsumer<>(settings)) {
            List<TopicPartition> partitions = consumer.partitionsFor("store.store.items").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(House.PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (record.value() != null && record.value().get("after") instanceof GenericRecord row) {
                        names.put(
                                record.key().get("id").toString(),
                                row.get("name").toString());
                    }
                });
                return names.containsKey("1") && names.containsKey("2");
            });
        }
        assertThat(names).containsEntry("1", "one").containsEntry("2", "zwölf 🦆");
    }

    @Test
    void aPlanSaysWhatAStatementWouldDoAndDoesNothing() {
        awaitItems();
        String statement =
                "ALTER TABLE store.items MODIFY name TEXT, MODIFY id DECIMAL(30,0), ADD size INT NOT NULL DEFAULT 7";
        for (String pipeline : List.of("to-pg", "to-duck")) {
            String plan = house.api().plan(pipeline, statement, "").toString();
            assertThat(plan)
                    .contains("added column size as int32", "ADD COLUMN IF NOT EXISTS", "DEFAULT CAST('7' AS")
                    .contains("widened column id from int64 to decimal(30,0)")
                    .doesNotContain("column name");
        }
        assertThatThrownBy(() -> house.api().plan("to-pg", "ALTER TABEL store.items", ""))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("statement");
        assertThatThrownBy(() -> house.api().plan("nobody", statement, ""))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("to-duck");
        assertThat(house.postgresValue("SELECT count(*) FROM information_schema.columns"
                        + " WHERE table_name = 'items' AND column_name = 'size'"))
                .isEqualTo("0");
    }

    @Test
    void aPipelineSaysHowItIs() {
        awaitItems();
        await().atMost(House.PATIENCE).untilAsserted(() -> {
            JsonNode details = house.status(Kind.PIPELINE, "to-pg").path("details");
            assertThat(details.toString()).contains("store.items");
        });
    }

    private static void awaitItems() {
        await().atMost(House.PATIENCE).untilAsserted(() -> {
            assertEqual(house.postgresSide());
            assertEqual(house.duckdbSide("duck"));
        });
    }

    private static void assertEqual(Side destination) {
        try {
            var shape = house.shapes("store").stream()
                    .filter(table -> table.table().equals("items"))
                    .findFirst()
                    .orElseThrow();
            var verdict = Comparison.compare(shape, house.mysqlSide(), destination);
            assertThat(verdict.equal()).as(verdict::line).isTrue();
        } catch (RuntimeException notYet) {
            throw new AssertionError(notYet.getMessage(), notYet);
        }
    }
}
