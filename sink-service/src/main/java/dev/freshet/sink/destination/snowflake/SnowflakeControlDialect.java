package dev.freshet.sink.destination.snowflake;

import static dev.freshet.sink.destination.snowflake.SnowflakeNames.quote;
import static dev.freshet.sink.destination.snowflake.SnowflakeNames.text;

import dev.freshet.sink.batch.OffsetRange;
import dev.freshet.sink.batch.SinkBatch;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** SQL text for the control tables, and for the transactions that move them. */
final class SnowflakeControlDialect {
    private SnowflakeControlDialect() {}

    /** A control table of its own for each topic: Snowflake locks whole tables. */
    static String control(String topic) {
        String readable = topic.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        String start = readable.substring(0, Math.min(readable.length(), 200));
        return SnowflakeDialect.SCHEMA + "."
                + quote("OFFSETS_" + start + "_"
                        + HexFormat.of().toHexDigits(topic.hashCode()).toUpperCase(Locale.ROOT));
    }

    static String createControl(String topic) {
        return "CREATE TABLE IF NOT EXISTS " + control(topic) + " (PIPELINE VARCHAR(1000), TOPIC VARCHAR(1000),"
                + " PART NUMBER(10,0), NEXT_OFFSET NUMBER(19,0), NOTE VARCHAR(1000), UPDATED_AT TIMESTAMP_TZ(6))";
    }

    static String readOffsets(String pipeline, String topic) {
        return "SELECT PART, NEXT_OFFSET FROM " + control(topic) + " WHERE " + owner("", pipeline, topic)
                + " AND PART >= 0";
    }

    /** Counts rows that a race of two first batches could have doubled. */
    static String countOffsets(SinkBatch batch) {
        String parts =
                batch.offsets().keySet().stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
        return "SELECT COUNT(*) FROM " + control(batch.topic()) + " WHERE " + owner("", batch.pipeline(), batch.topic())
                + " AND PART IN (" + parts + ")";
    }

    static final String CURRENT_TRANSACTION = "SELECT CURRENT_TRANSACTION()";

    /**
     * Whether the statement runs in this transaction. Somebody may have ended it meanwhile, and what the session says next would then stand on
     * its own: every statement that changes rows asks.
     */
    static String within(long transaction) {
        return "TO_VARCHAR(CURRENT_TRANSACTION()) = '" + transaction + "'";
    }

    /**
     * Moves all partitions of a batch; changes fewer rows than there are partitions when one of them is elsewhere.
     *
     * @param within condition of {@link #within}
     */
    static String fence(SinkBatch batch, String within) {
        String moves = new TreeMap<>(batch.offsets())
                .entrySet().stream()
                        .map(move -> "(" + move.getKey() + ", " + range(move.getValue()) + ")")
                        .collect(Collectors.joining(", "));
        return "MERGE INTO " + control(batch.topic()) + " AS t USING (SELECT PART, BEGINS, ENDS FROM (VALUES " + moves
                + ") AS v (PART, BEGINS, ENDS) WHERE " + within + ") AS s ON "
                + owner("t.", batch.pipeline(), batch.topic())
                + " AND t.PART = s.PART"
                + " WHEN MATCHED AND t.NEXT_OFFSET = s.BEGINS THEN UPDATE SET NEXT_OFFSET = s.ENDS,"
                + " UPDATED_AT = CURRENT_TIMESTAMP()"
                + " WHEN NOT MATCHED AND s.BEGINS = 0 THEN INSERT (PIPELINE, TOPIC, PART, NEXT_OFFSET, UPDATED_AT)"
                + " VALUES (" + text(batch.pipeline()) + ", " + text(batch.topic())
                + ", s.PART, s.ENDS, CURRENT_TIMESTAMP())";
    }

    private static String range(OffsetRange range) {
        return range.from() + ", " + range.to();
    }

    private static String owner(String alias, String pipeline, String topic) {
        return alias + "PIPELINE = " + text(pipeline) + " AND " + alias + "TOPIC = " + text(topic);
    }

    static final String SHOW_TRANSACTIONS = "SHOW TRANSACTIONS";

    /** What the names of all transactions begin with that write this topic for the pipeline. */
    static String transactions(String pipeline, String topic) {
        int hash = (pipeline + "\n" + topic).hashCode();
        return "FRESHET_" + HexFormat.of().toHexDigits(hash).toUpperCase(Locale.ROOT) + "_";
    }

    /** @param mark of the session */
    static String transaction(String pipeline, String topic, String mark) {
        return transactions(pipeline, topic) + mark.toUpperCase(Locale.ROOT);
    }

    static String begin(String pipeline, String topic, String mark) {
        return "BEGIN TRANSACTION NAME " + transaction(pipeline, topic, mark);
    }

    static String abort(long transaction) {
        return "SELECT SYSTEM$ABORT_TRANSACTION(" + transaction + ")";
    }

    /** How many steps of a definition change are done; {@code note} says of which. */
    static String readSteps(SinkBatch batch, String note) {
        return "SELECT NEXT_OFFSET FROM " + control(batch.topic()) + " WHERE "
                + owner("", batch.pipeline(), batch.topic()) + " AND PART = -1 AND NOTE = " + text(note);
    }

    static String writeSteps(SinkBatch batch, String note, int steps) {
        return "MERGE INTO " + control(batch.topic()) + " AS t USING (SELECT -1 AS PART) AS s ON "
                + owner("t.", batch.pipeline(), batch.topic()) + " AND t.PART = s.PART"
                + " WHEN MATCHED THEN UPDATE SET NEXT_OFFSET = " + steps + ", NOTE = " + text(note)
                + ", UPDATED_AT = CURRENT_TIMESTAMP()"
                + " WHEN NOT MATCHED THEN INSERT (PIPELINE, TOPIC, PART, NEXT_OFFSET, NOTE, UPDATED_AT) VALUES ("
                + text(batch.pipeline()) + ", " + text(batch.topic()) + ", -1, " + steps + ", " + text(note)
                + ", CURRENT_TIMESTAMP())";
    }
}
