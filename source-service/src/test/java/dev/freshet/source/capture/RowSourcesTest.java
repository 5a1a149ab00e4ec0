package dev.freshet.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.config.Configuration;
import io.debezium.connector.SnapshotRecord;
import io.debezium.connector.mysql.MySqlConnectorConfig;
import io.debezium.connector.mysql.MySqlSourceInfoStructMaker;
import io.debezium.connector.mysql.SourceInfo;
import io.debezium.relational.TableId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowSourcesTest {
    private final MySqlConnectorConfig config = new MySqlConnectorConfig(
            Configuration.create().with("topic.prefix", "shop").build());
    private final RowSources ours = new RowSources();
    private final MySqlSourceInfoStructMaker debeziums = new MySqlSourceInfoStructMaker();
    private final SourceInfo info = new SourceInfo(config);

    @BeforeEach
    void aServer() {
        ours.init("mysql", "3.5", config);
        debeziums.init("mysql", "3.5", config);
        info.setBinlogServerId(7);
        info.setBinlogThread(8);
        info.setSourceTime(Instant.ofEpochSecond(1_700_000_000, 123_456_000));
    }

    @Test
    void everyRowOfEveryEventReadsAsDebeziumsDoes() {
        for (String table : List.of("orders", "customers")) {
            for (int event = 0; event < 3; event++) {
                at("binlog.000001", table.length() * 1000L + event * 100L, table);
                info.startGtid("a-b-c:" + event);
                for (int row = 0; row < 4; row++) {
                    info.setRowNumber(row);
                    assertSame(ours.struct(info), debeziums.struct(info));
                }
            }
        }
    }

    @Test
    void theNextFileMayHaveAnEventAtTheSamePlace() {
        at("binlog.000001", 400, "orders");
        ours.struct(info);
        at("binlog.000002", 400, "customers");
        info.setRowNumber(5);

        assertSame(ours.struct(info), debeziums.struct(info));
    }

    @Test
    void rowsOfASnapshotHaveOnePlaceAndDifferentTables() {
        info.setSnapshot(SnapshotRecord.TRUE);
        for (String table : List.of("orders", "customers")) {
            at("binlog.000001", 400, table);
            info.setRowNumber(0);
            assertSame(ours.struct(info), debeziums.struct(info));
        }
    }

    @Test
    void whatATransformationChangesIsChangedInOneRow() {
        at("binlog.000001", 400, "orders");
        List<Struct> rows = new ArrayList<>();
        for (int row = 0; row < 3; row++) {
            info.setRowNumber(row);
            rows.add(ours.struct(info));
        }

        rows.get(1).put("db", "elsewhere").put("row", 50);

        assertThat(rows).extracting(row -> row.getString("db")).containsExactly("shop", "elsewhere", "shop");
        assertThat(rows).extracting(row -> row.getInt32("row")).containsExactly(0, 50, 2);
        assertThat(rows).doesNotHaveDuplicates();
    }

    private void at(String file, long position, String table) {
        info.setBinlogPosition(file, position);
        info.setRowNumber(0);
        info.databaseEvent("shop");
        info.tableEvent(new TableId("shop", null, table));
    }

    private static void assertSame(Struct ours, Struct debeziums) {
        for (Field field : debeziums.schema().fields()) {
            assertThat(ours.get(field)).as(field.name()).isEqualTo(debeziums.get(field));
            assertThat(ours.getWithoutDefault(field.name())).isEqualTo(debeziums.getWithoutDefault(field.name()));
        }
        assertThat(ours.getInt32("row")).isEqualTo(debeziums.getInt32("row"));
        assertThat(ours.getInt64("pos")).isEqualTo(debeziums.getInt64("pos"));
        assertThat(ours).isEqualTo(debeziums).hasToString(debeziums.toString());
        assertThat(ours.hashCode()).isEqualTo(debeziums.hashCode());
        ours.validate();
    }
}
