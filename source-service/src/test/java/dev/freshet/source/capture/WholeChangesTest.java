package dev.freshet.source.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.engine.RecordChangeEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class WholeChangesTest {
    private final WholeChanges changes =
            new WholeChanges(record -> String.valueOf(record.value()).startsWith("RENAME"));
    private final SourceRecord insert = record("insert");
    private final SourceRecord delete = record("delete half");
    private final SourceRecord create = record("create half");

    WholeChangesTest() {
        delete.headers().addString(WholeChanges.NEW_KEY, "2");
    }

    @Test
    void aFirstHalfAtTheEndWaitsForItsSecond() {
        assertThat(changes.of(batch(insert, delete))).containsExactly(insert);
        assertThat(changes.of(batch(create, insert))).containsExactly(delete, create, insert);
    }

    @Test
    void aBatchOfOneFirstHalfIsEmpty() {
        assertThat(changes.of(batch(delete))).isEmpty();
        assertThat(changes.of(batch(create))).containsExactly(delete, create);
    }

    @Test
    void wholeChangesPassAsTheyAre() {
        assertThat(changes.of(batch(delete, create))).containsExactly(delete, create);
        assertThat(changes.of(batch(insert))).containsExactly(insert);
        assertThat(changes.of(batch())).isEmpty();
    }

    @Test
    void aStatementOfSeveralRecordsWaitsForTheFirstOfSomethingElse() {
        SourceRecord first = record("RENAME TABLE a TO b", 7);
        SourceRecord second = record("RENAME TABLE c TO a", 7);

        assertThat(changes.of(batch(insert, first))).containsExactly(insert);
        assertThat(changes.of(batch(second))).isEmpty();
        assertThat(changes.of(batch(record("heartbeat", 8)))).startsWith(first, second);
    }

    @Test
    void onlyTheLastStatementWaits() {
        SourceRecord first = record("RENAME TABLE a TO b", 7);
        SourceRecord second = record("RENAME TABLE b TO c", 8);

        assertThat(changes.of(batch(first, second))).containsExactly(first);
        assertThat(changes.of(batch(insert))).containsExactly(second, insert);
    }

    private static SourceRecord record(String value, int offset) {
        return new SourceRecord(Map.of(), Map.of("pos", offset), "topic", null, value);
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
