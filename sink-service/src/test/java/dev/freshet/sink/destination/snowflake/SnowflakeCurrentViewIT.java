package dev.freshet.sink.destination.snowflake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.local.snowflake.SnowflakeServer;
import dev.freshet.sink.destination.Histories;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The view of the current state beside a history, where the destination asks for it. */
class SnowflakeCurrentViewIT {
    private Loopback loopback;
    private SnowflakeDestination destination;

    @BeforeEach
    void open(@TempDir Path stages) {
        loopback = new Loopback(stages);
        destination = new SnowflakeDestination("warehouse", spec(), loopback::secret);
    }

    @AfterEach
    void close() {
        destination.close();
        loopback.close();
    }

    private DestinationSpec spec() {
        return Loopback.spec(SnowflakeServer.USER, loopback.byKey(true, null));
    }

    private List<String> rows(String sql) {
        return loopback.server.query(sql).rows().stream()
                .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining("|")))
                .sorted()
                .toList();
    }

    @Test
    void itShowsOneRowPerKeyAndFollowsTheTable() {
        try (Histories history = new Histories(destination)) {
            history.create("orders");
            history.insert(1, "a");
            history.insert(2, "b");
            history.update(1, "c");
            history.delete(2, "b");
            assertThat(rows("SELECT ID, NAME FROM SHOP.ORDERS__CURRENT")).containsExactly("1|c");
            history.addColumn("city");
            history.insert(3, "d", "Oslo");
            assertThat(rows("SELECT ID, NAME, CITY FROM SHOP.ORDERS__CURRENT")).containsExactly("1|c|null", "3|d|Oslo");
            history.rename("purchases");
            history.insert(4, "e", "Rome");
            assertThat(rows("SELECT ID FROM SHOP.PURCHASES__CURRENT")).containsExactly("1", "3", "4");
            assertThat(rows("SELECT ID FROM SHOP.PURCHASES")).hasSize(6);
            assertThat(loopback.server.statements()).contains("DROP VIEW IF EXISTS \"SHOP\".\"ORDERS__CURRENT\"");
        }
    }
}
