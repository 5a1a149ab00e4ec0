package dev.freshet.transform.flink.ddl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The table that a version's job writes. Its columns have numbers for names, so that the query's names need not be Avro's. */
final class OutputDdl {
    static final String RESULT = "freshet_result";
    static final String OUTPUT = "freshet_output";
    /** Longer than any pause between checkpoints, shorter than what brokers allow (15 minutes). */
    private static final String TRANSACTION_TIMEOUT_MILLIS = "600000";

    private OutputDdl() {}

    /** On a line of its own, so that the places of problems are those in the user's text, one line further down. */
    static String result(String sql) {
        return "CREATE TEMPORARY VIEW " + Text.name(RESULT) + " AS\n"
                + sql.stripTrailing().replaceFirst(";+$", "");
    }

    static String table(List<OutputColumn> columns, List<String> key, String topic, Endpoints endpoints) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("connector", "kafka");
        options.put("topic", topic);
        options.put("properties.bootstrap.servers", endpoints.kafka());
        options.put("properties.transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS);
        options.put("properties.compression.type", "lz4");
        if (!key.isEmpty()) {
            options.put("key.format", "avro-confluent");
            options.put("key.avro-confluent.url", endpoints.registry());
            options.put("key.fields", String.join(";", fields(columns, key)));
        }
        options.put("value.format", "debezium-avro-confluent");
        options.put("value.debezium-avro-confluent.url", endpoints.registry());
        options.put("sink.delivery-guarantee", "exactly-once");
        options.put("sink.transactional-id-prefix", topic);
        options.put("sink.transaction-naming-strategy", "POOLING");
        return "CREATE TEMPORARY TABLE " + Text.name(OUTPUT) + " ("
                + Text.list(IntStream.range(0, columns.size())
                        .mapToObj(i -> Text.name("c" + i) + ' ' + columns.get(i).physical())
                        .toList())
                + ") " + Text.options(options);
    }

    /** The same with a key that Flink must keep rows apart by: explained, never run. */
    static String keyed(List<OutputColumn> columns, List<String> key, Endpoints endpoints) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("connector", "upsert-kafka");
        options.put("topic", "none");
        options.put("properties.bootstrap.servers", endpoints.kafka());
        options.put("key.format", "avro-confluent");
        options.put("key.avro-confluent.url", endpoints.registry());
        options.put("value.format", "avro-confluent");
        options.put("value.avro-confluent.url", endpoints.registry());
        return "CREATE TEMPORARY TABLE " + Text.name(OUTPUT + "_keyed") + " ("
                + Text.list(java.util.stream.Stream.concat(
                                IntStream.range(0, columns.size())
                                        .mapToObj(i -> Text.name("c" + i)
                                                + ' '
                                                + columns.get(i).physical()),
                                java.util.stream.Stream.of(
                                        "PRIMARY KEY (" + String.join(", ", fields(columns, key)) + ") NOT ENFORCED"))
                        .toList())
                + ") " + Text.options(options);
    }

    private static List<String> fields(List<OutputColumn> columns, List<String> key) {
        List<String> names = columns.stream().map(OutputColumn::name).toList();
        return key.stream().map(name -> "c" + names.indexOf(name)).toList();
    }

    static String insert(List<OutputColumn> columns, String table) {
        return "INSERT INTO " + Text.name(table) + " SELECT"
                + Text.list(columns.stream().map(OutputColumn::value).toList())
                + "FROM " + Text.name(RESULT);
    }
}
