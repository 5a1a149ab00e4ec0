package dev.freshet.sink.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.state.RunState;
import dev.freshet.event.DefinitionChange.Step;
import dev.freshet.sink.batch.TableName;
import org.junit.jupiter.api.Test;

/** Pipelines on a real Kafka, into tables in memory. */
class PipelineIT extends PipelineBench {
    @Test
    void rowsArriveOnceEachWhateverTheReplayAndDeletesWin() throws Exception {
        try (ShopTopic shop = topic("orders")) {
            for (int id = 0; id < 1000; id++) {
                shop.upsert(id, "first");
            }
            for (int id = 0; id < 1000; id += 2) {
                shop.upsert(id, "second");
            }
            for (int id = 0; id < 100; id++) {
                shop.delete(id);
            }
            shop.flush();
            PipelineRun run = start("once", "shop\\.orders", PipelineSpec.Mode.UPSERT);
            TableName table = new TableName("shop", "orders");
            await(() -> destination.rows(table).size() == 900);
            await(() -> lag("once", "shop.orders") == 0);
            assertThat(destination.rows(table))
                    .allMatch(row -> String.valueOf(row.get("name"))
                            .equals(Long.parseLong(String.valueOf(row.get("id"))) % 2 == 0 ? "second" : "first"));
            await(() -> run.state().runState() == RunState.STREAMING);

            run.stop();
            runs.clear();
            int before = destination.batches();
            shop.upsert(5000, "after a restart");
            shop.flush();
            start("once", "shop\\.orders", PipelineSpec.Mode.UPSERT);
            await(() -> destination.rows(table).size() == 901);
            assertThat(destination.batches() - before)
                    .as("nothing was read twice")
                    .isEqualTo(1);
        }
    }

    @Test
    void aNewColumnAndANewTableJoinByThemselves() throws Exception {
        try (ShopTopic shop = topic("customers")) {
            shop.upsert(1, "Ada");
            shop.flush();
            start("evolving", "shop\\.(customers|late)", PipelineSpec.Mode.UPSERT);
            TableName table = new TableName("shop", "customers");
            await(() -> destination.rows(table).size() == 1);

            shop.columns("name", "email");
            shop.upsert(2, "Bob", "bob@example.com");
            shop.flush();
            await(() -> destination.rows(table).size() == 2);
            assertThat(destination.columns(table)).containsExactlyInAnyOrder("id", "name", "email");
            assertThat(activities).anyMatch(activity -> activity.message().contains("added column email"));

            try (ShopTopic late = topic("late")) {
                late.upsert(1, "x");
                late.flush();
                await(() -> destination.rows(new TableName("shop", "late")).size() == 1);
            }
        }
    }

    @Test
    void whatAStatementProvesComesBetweenTheRowsBeforeAndAfterIt() throws Exception {
        try (ShopTopic shop = topic("defined")) {
            start("defining", "shop\\.defined", PipelineSpec.Mode.UPSERT);
            TableName table = new TableName("shop", "defined");
            for (int round = 0; round < 5; round++) {
                String name = "name" + round;
                shop.columns(name);
                for (int id = 0; id < 200; id++) {
                    shop.upsert(id, "round " + round);
                }
                shop.statement(new Step.ColumnRenamed(name, "name" + (round + 1)));
            }
            shop.flush();
            await(() -> destination.columns(table).contains("name5"));
            assertThat(destination.columns(table)).containsExactly("id", "name5");
            assertThat(destination.rows(table)).hasSize(200).allMatch(row -> "round 4".equals(row.get("name5")));

            shop.columns("name5");
            shop.upsert(1000, "before");
            shop.statement(new Step.TableTruncated());
            shop.upsert(1001, "after");
            shop.flush();
            await(() -> destination.rows(table).size() == 1);
            assertThat(destination.rows(table).getFirst()).containsEntry("name5", "after");
            assertThat(activities).anyMatch(activity -> activity.type().equals("table.truncated"));
        }
    }

    @Test
    void appendKeepsEveryChangeOnceAndInOrder() throws Exception {
        try (ShopTopic shop = topic("history")) {
            start("appending", "shop\\.history", PipelineSpec.Mode.APPEND);
            for (int i = 0; i < 500; i++) {
                shop.upsert(7, "version " + i);
            }
            shop.delete(7);
            shop.flush();
            TableName table = new TableName("shop", "history");
            await(() -> destination.rows(table).size() == 501);
            assertThat(destination.rows(table).get(41)).containsEntry("name", "version 41");
            assertThat(destination.rows(table).getLast()).containsEntry("_freshet_operation", "DELETE");
        }
    }
}
