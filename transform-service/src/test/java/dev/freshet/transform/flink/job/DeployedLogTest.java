package dev.freshet.transform.flink.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.transform.flink.ddl.OutputColumn;
import dev.freshet.transform.stream.TableBeginnings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeployedLogTest {
    static Version version(int number) {
        return new Version(
                number,
                3,
                "asked",
                "SELECT 'ä'",
                Map.of("orders", new Version.Input("shop.shop.orders", 7, 8, Map.of(1, 42L))),
                "orders: id=LONG",
                List.of(new OutputColumn("id", "BIGINT NOT NULL"), new OutputColumn("n", "DECIMAL(38, 2)")),
                List.of("id"),
                "GroupAggregate",
                2,
                1000,
                Version.topic("sums", number),
                "job",
                "file:/start",
                "");
    }

    @Test
    void whatIsDeployedIsReadBackAsItWasWritten() {
        Deployed deployed = new Deployed(
                5,
                1,
                version(3),
                version(4),
                true,
                Map.of(0, 12L, 1, 0L),
                version(5).stopped("file:/end"),
                true,
                false,
                new TableBeginnings.State(
                        Map.of("t", Map.of(0, 5L)),
                        Map.of("t", Map.of(0, 9L, 1, 0L)),
                        Map.of("t", Map.of(3, Map.of(0, 4L), 7, Map.of(0, 8L)))));
        byte[] bytes = DeployedLog.write(deployed).toString().getBytes(UTF_8);
        assertThat(DeployedLog.deployed(bytes)).isEqualTo(deployed);
        byte[] nothing = DeployedLog.write(Deployed.nothing(2)).toString().getBytes(UTF_8);
        assertThat(DeployedLog.deployed(nothing)).isEqualTo(Deployed.nothing(2));
    }

    @Test
    void schemasOfRowsFromBeforeTheTableBeganDoNotCount() {
        TableBeginnings.State state = new TableBeginnings.State(
                Map.of("t", Map.of(0, 5L)), Map.of(), Map.of("t", Map.of(3, Map.of(0, 4L), 7, Map.of(0, 8L, 1, 0L))));
        assertThat(state.schemas("t")).containsExactly(7);
        assertThat(state.schemas("other")).isEmpty();
    }

    @Test
    void aNumberIsNeverUsedTwice() {
        Deployed gone = Deployed.nothing(0)
                .first(version(1))
                .withNext(version(2), false)
                .withNext(null, false)
                .gone();
        assertThat(gone.counter()).isEqualTo(2);
    }

    @Test
    void stateIsTakenOverWhenItMeansTheSame() {
        Version other = new Version(
                2,
                4,
                "other",
                "SELECT 2",
                version(1).inputs(),
                version(1).used(),
                version(1).columns(),
                List.of("id"),
                "GroupAggregate",
                2,
                0,
                "t",
                "",
                "",
                "");
        assertThat(Versions.adopts(version(1), other)).isTrue();
        Version wider = new Version(
                2,
                4,
                "other",
                "SELECT 2",
                version(1).inputs(),
                "orders: id=DECIMAL",
                version(1).columns(),
                List.of("id"),
                "GroupAggregate",
                2,
                0,
                "t",
                "",
                "",
                "");
        assertThat(Versions.adopts(version(1), wider)).isFalse();
        Version rekeyed = new Version(
                2,
                4,
                "other",
                "SELECT 2",
                version(1).inputs(),
                version(1).used(),
                version(1).columns(),
                List.of("n"),
                "GroupAggregate",
                2,
                0,
                "t",
                "",
                "",
                "");
        assertThat(Versions.adopts(version(1), rekeyed)).isFalse();
    }
}
