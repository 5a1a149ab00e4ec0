package dev.freshet.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.engine.RecordChangeEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class KeyChangesTest {
    private final KeyChanges keyChanges = new KeyChanges();
    private final SourceRecord insert = record("insert");
    private final SourceRecord delete = record("delete half");
    private final SourceRecord create = record("create half");

    KeyChangesTest() {
        delete.headers().addString(KeyChanges.NEW_KEY, "2");
    }

    @Test
    void aFirstHalfAtTheEndWaitsForItsSecond() {
        assertThat(keyChanges.whole(batch(insert, delete))).containsExactly(insert);
        assertThat(keyChanges.whole(batch(create, insert))).containsExactly(delete, create, insert);
    }

    @Test
    void aBatchOfOneFirstHalfIsEmpty() {
        assertThat(keyChanges.whole(batch(delete))).isEmpty();
        assertThat(keyChanges.whole(batch(create))).containsExactly(delete, create);
    }

    @Test
    void wholeChangesPassAsTheyAre() {
        assertThat(keyChanges.whole(batch(delete, create))).containsExactly(delete, create);
        assertThat(keyChanges.whole(batch(insert))).containsExactly(insert);
        assertThat(keyChanges.whole(batch())).isEmpty();
    }

    private static SourceRecord record(String value) {
        return new SourceRecord(Map.of(), Map.of(), "topic", null, value);
    }

    private static List<RecordChangeEvent<SourceRecord>> batch(SourceRecord... records) {
        return Arrays.stream(records)
                .<RecordChangeEvent<SourceRecord>>map(record -> () -> record)
                .toList();
    }
}
