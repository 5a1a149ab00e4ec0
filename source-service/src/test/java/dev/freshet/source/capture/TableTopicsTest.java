package dev.freshet.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.relational.TableId;
import io.debezium.schema.DefaultTopicNamingStrategy;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTopicsTest {
    private final Properties properties = properties();

    private static Properties properties() {
        Properties all = new Properties();
        all.put("topic.prefix", "shop");
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "Order Items", "größe", "a.b", "$"})
    void everyTableHasDebeziumsTopicAlsoTheSecondTime(String name) {
        TableTopics ours = new TableTopics(properties);
        TableId table = new TableId("Sales", null, name);
        String debeziums = new DefaultTopicNamingStrategy(properties).dataChangeTopic(table);

        assertThat(ours.dataChangeTopic(table)).isEqualTo(debeziums);
        assertThat(ours.dataChangeTopic(new TableId("Sales", null, name))).isEqualTo(debeziums);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "ORDERS", "Orders"})
    void whereNamesAreKeptInLowerCaseEverySpellingHasOneTopic(String name) {
        assertThat(new LowerCaseTopics(properties).dataChangeTopic(new TableId("Sales", null, name)))
                .isEqualTo("shop.sales.orders");
    }

    @Test
    void moreTablesThanAreRememberedAreNamedRightToo() {
        TableTopics ours = new TableTopics(properties);
        for (int i = 0; i < 20_001; i++) {
            assertThat(ours.dataChangeTopic(new TableId("db", null, "t" + i % 10_001)))
                    .isEqualTo("shop.db.t" + i % 10_001);
        }
    }
}
