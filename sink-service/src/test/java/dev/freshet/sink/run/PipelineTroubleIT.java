package dev.freshet.sink.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.state.RunState;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.DestinationException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Bad records, a destination or a registry that is away, a replica that goes. */
class PipelineTroubleIT extends PipelineBench {
    @Test
    void badRecordsBecomeDeadLettersAndTheRestGoesOn() throws Exception {
        try (ShopTopic shop = topic("poisoned")) {
            destination.refuse(row -> "unwritable".equals(row.change().values()[1]));
            for (int id = 0; id < 200; id++) {
                shop.upsert(id, id == 77 ? "unwritable" : "fine");
            }
            shop.send(new byte[] {1, 2, 3}, new byte[] {9, 9});
            shop.send(new byte[] {0, 0, 0, 0, 1, 2}, new byte[] {0, 0, 0, 99, 99, 1});
            shop.upsert(200, "fine");
            shop.flush();
            start("poison", "shop\\.poisoned", PipelineSpec.Mode.UPSERT);
            await(() -> destination.rows(new TableName("shop", "poisoned")).size() == 200);
            await(() -> figures.of("poison").deadLetters() == 3);
            List<ConsumerRecord<byte[], byte[]>> letters = read("freshet.dead-letters.poison", 3);
            assertThat(letters)
                    .extracting(letter -> header(letter, "freshet.error.stage"))
                    .containsExactlyInAnyOrder("apply", "decode", "decode");
            assertThat(letters).anySatisfy(letter -> {
                assertThat(letter.value()).containsExactly(9, 9);
                assertThat(header(letter, "freshet.error.topic")).isEqualTo("shop.shop.poisoned");
                assertThat(header(letter, "freshet.error.cause")).contains("wire format");
            });
        }
    }

    @Test
    void anOutageOfTheDestinationIsWaitedOutAndCaughtUp() throws Exception {
        try (ShopTopic shop = topic("outage")) {
            PipelineRun run = start("outage", "shop\\.outage", PipelineSpec.Mode.UPSERT);
            shop.upsert(1, "before");
            shop.flush();
            TableName table = new TableName("shop", "outage");
            await(() -> destination.rows(table).size() == 1);

            destination.outage(new DestinationException.Unavailable("connection refused", "start it", null));
            for (int id = 2; id < 500; id++) {
                shop.upsert(id, "during");
            }
            shop.flush();
            await(() -> run.state().runState() == RunState.RETRYING);
            assertThat(run.state().worst().orElseThrow().getValue().cause()).isEqualTo("connection refused");
            await(() -> figures.of("outage").retries() >= 3);

            destination.outage(null);
            await(() -> destination.rows(table).size() == 499);
            await(() -> run.state().runState() == RunState.STREAMING);
        }
    }

    @Test
    void aSilentRegistryHoldsNewSchemasOnly() throws Exception {
        try (ShopTopic known = topic("known");
                ShopTopic unknown = topic("unknown")) {
            PipelineRun run = start("registry", "shop\\.(un)?known", PipelineSpec.Mode.UPSERT);
            known.upsert(1, "a");
            known.flush();
            TableName table = new TableName("shop", "known");
            await(() -> destination.rows(table).size() == 1);

            unknown.columns("name", "fresh");
            unknown.upsert(1, "a", "b");
            registry.down = true;
            unknown.flush();
            await(() -> run.state().runState() == RunState.RETRYING);
            known.upsert(2, "b");
            known.flush();
            await(() -> destination.rows(table).size() == 2);

            registry.down = false;
            await(() -> destination.rows(new TableName("shop", "unknown")).size() == 1);
            await(() -> run.state().runState() == RunState.STREAMING);
            assertThat(figures.of("registry").deadLetters()).isZero();
        }
    }

    @Test
    void ofTwoReplicasOneHasTheTopicAndTheOtherTakesItOver() throws Exception {
        try (ShopTopic shop = topic("shared")) {
            TableName table = new TableName("shop", "shared");
            PipelineRun one = start("shared", "shop\\.shared", PipelineSpec.Mode.APPEND);
            PipelineRun two = start("shared", "shop\\.shared", PipelineSpec.Mode.APPEND);
            for (int round = 0; round < 20; round++) {
                for (int id = 0; id < 100; id++) {
                    shop.upsert(id, "round " + round);
                }
                shop.flush();
                if (round == 10) {
                    two.stop();
                    runs.remove(two);
                }
            }
            await(() -> destination.rows(table).size() == 2000);
            assertThat(one.alive()).isTrue();
            assertThat(destination.rows(table).stream()
                            .map(row -> row.get("id") + " " + row.get("name"))
                            .distinct())
                    .hasSize(2000);
        }
    }
}
