package dev.freshet.source.capture;

import dev.freshet.control.resource.DatabaseSourceSpec;
import dev.freshet.control.resource.Violation;
import dev.freshet.event.TableId;
import dev.freshet.source.check.TablePatterns;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The engine's properties: what Freshet prefers, then what the user says under {@code config}, then what Freshet must own so
 * that topics, offsets and types keep their contract.
 */
public final class CaptureConfig {
    private static final String EXCLUDED = "table.exclude.list";
    static final String INTERNAL = "__freshet.";
    static final String HEARTBEATS = INTERNAL + "heartbeat";
    static final String NOTIFICATIONS = INTERNAL + "notification";

    private static final String HISTORY = "schema.history.internal";
    private static final String CONVERTERS = "converters";
    private static final String FAITHFUL = "freshet";

    private static final Set<String> OWNED = Set.of(
            "name",
            "connector.class",
            "tasks.max",
            "topic.prefix",
            "database.hostname",
            "database.port",
            "database.user",
            "database.password",
            "database.include.list",
            "table.include.list",
            "tombstones.on.delete",
            "include.schema.changes",
            "schema.name.adjustment.mode",
            "field.name.adjustment.mode",
            "decimal.handling.mode",
            "bigint.unsigned.handling.mode",
            "time.precision.mode",
            "enable.time.adjuster",
            "sourceinfo.struct.maker",
            "errors.max.retries");
    private static final List<String> OWNED_PREFIXES = List.of(
            "offset.", "schema.history.internal", "notification.", "topic.naming", "topic.heartbeat", "freshet.");

    /** How captures are tuned; see the service's configuration. */
    public record Tuning(
            Duration pollInterval, int batchRecords, int queueRecords, long queueBytes, Duration heartbeat) {}

    private final Tuning tuning;
    private final Map<String, Object> kafka;
    private final UnaryOperator<String> secrets;

    /** @param secrets resolves references such as {@code ${env:NAME}} */
    public CaptureConfig(Tuning tuning, Map<String, Object> kafka, UnaryOperator<String> secrets) {
        this.tuning = tuning;
        this.kafka = kafka;
        this.secrets = secrets;
    }

    /** What the user may not set under {@code config}. */
    public static List<Violation> violations(DatabaseSourceSpec spec) {
        return spec.config().keySet().stream()
                .filter(CaptureConfig::owned)
                .sorted()
                .map(key -> new Violation(
                        "config." + key,
                        "is set by Freshet, so that topics, offsets and types keep their contract",
                        "remove it"))
                .toList();
    }

    private static boolean owned(String key) {
        return OWNED.contains(key) || OWNED_PREFIXES.stream().anyMatch(key::startsWith);
    }

    public Properties of(String name, DatabaseSourceSpec spec) {
        Map<String, String> all = new TreeMap<>(preferred(name));
        spec.config().forEach((key, value) -> {
            if (!owned(key)) {
                all.put(key, secrets.apply(value));
            }
        });
        all.putAll(owned(name, spec));
        Properties properties = new Properties();
        properties.putAll(all);
        return properties;
    }

    /** The same engine for reading these tables once, and nothing else. */
    static Properties reading(Properties capture, List<TableId> tables) {
        Properties all = new Properties();
        all.putAll(capture);
        all.put("snapshot.mode", "initial_only");
        all.remove(EXCLUDED);
        all.remove("database.include.list");
        all.remove("database.exclude.list");
        all.put(
                "table.include.list",
                String.join(",", tables.stream().map(CaptureConfig::exactly).toList()));
        // these definitions are in the history already, from the log
        all.put(HISTORY, "io.debezium.relational.history.MemorySchemaHistory");
        all.put("heartbeat.interval.ms", "0");
        return all;
    }

    /** The one table of this name, as a regular expression without a comma. */
    private static String exactly(TableId table) {
        StringBuilder pattern = new StringBuilder();
        table.toString()
                .codePoints()
                .forEach(c -> pattern.append(
                        Character.isLetterOrDigit(c) || c == '_'
                                ? Character.toString(c)
                                : String.format("\\x{%x}", c)));
        return pattern.toString();
    }

    private Map<String, String> preferred(String name) {
        Map<String, String> all = new TreeMap<>();
        all.put("database.server.id", Integer.toString(serverId(name)));
        // a purged binary log stops the source and says so: a gap is never filled silently, since deletes in it would
        // be lost
        all.put("snapshot.mode", "initial");
        // Debezium's default leaves TRUNCATE out
        all.put("skipped.operations", "none");
        all.put("snapshot.locking.mode", "minimal");
        all.put("snapshot.query.mode", "custom");
        all.put("snapshot.query.mode.custom.name", FaithfulSelect.NAME);
        // TINYINT(1) holds more than two values
        all.put("driver.tinyInt1isBit", "false");
        // the year 0 otherwise becomes 2000
        all.put("driver.yearIsDateType", "false");
        // the server knows its character sets better than Java does
        all.put("driver.characterSetResults", "UTF-8");
        all.put("driver.connectionTimeZone", "UTC");
        all.put("driver.forceConnectionTimeZoneToSession", "true");
        all.put("connect.timeout.ms", "10000");
        // the server says every 0.8 of this that an idle connection is alive
        all.put(
                "connect.keep.alive.interval.ms",
                Long.toString(tuning.heartbeat().toMillis()));
        // a lost connection ends the capture: the next one looks which server it has before it goes on
        all.put("connect.keep.alive", "false");
        all.put("poll.interval.ms", Long.toString(tuning.pollInterval().toMillis()));
        all.put("max.batch.size", Integer.toString(tuning.batchRecords()));
        all.put("max.queue.size", Integer.toString(tuning.queueRecords()));
        all.put("max.queue.size.in.bytes", Long.toString(tuning.queueBytes()));
        all.put("heartbeat.interval.ms", Long.toString(tuning.heartbeat().toMillis()));
        all.put("record.processing.threads", "1");
        all.put("record.processing.shutdown.timeout.ms", "1000");
        all.put("advanced.metrics.enable", "false");
        // made for each row, and not for our topics
        all.put("extended.headers.enabled", "false");
        return all;
    }

    private Map<String, String> owned(String name, DatabaseSourceSpec spec) {
        Map<String, String> all = new TreeMap<>();
        all.put("name", name);
        all.put("connector.class", "io.debezium.connector.mysql.MySqlConnector");
        all.put("tasks.max", "1");
        all.put("topic.prefix", name);
        all.put("database.hostname", spec.host());
        all.put("database.port", Integer.toString(spec.port()));
        all.put("database.user", secrets.apply(spec.user()));
        all.put("database.password", secrets.apply(spec.password()));
        putList(all, "database.include.list", spec.databases());
        tables(all, spec);
        all.put("tombstones.on.delete", "false");
        all.put("include.schema.changes", "true");
        all.put("schema.name.adjustment.mode", "avro");
        // the encoder finds a legal Avro name for any column, and keeps the column's own beside it
        all.put("field.name.adjustment.mode", "none");
        all.put("decimal.handling.mode", "precise");
        all.put("bigint.unsigned.handling.mode", "precise");
        all.put("time.precision.mode", "adaptive_time_microseconds");
        // MySQL itself has made four digits of a year by now: the year 45 is the year 45
        all.put("enable.time.adjuster", "false");
        converters(all, spec.config().getOrDefault(CONVERTERS, ""));
        // errors come to us at once: backoff is ours
        all.put("errors.max.retries", "0");
        all.put("offset.storage", StoredOffset.class.getName());
        all.put("topic.naming.strategy", TableTopics.class.getName());
        all.put("sourceinfo.struct.maker", RowSources.class.getName());
        all.put("topic.heartbeat.prefix", HEARTBEATS);
        all.put("notification.enabled.channels", "sink");
        all.put("notification.sink.topic.name", NOTIFICATIONS);
        schemaHistory(all, name);
        return all;
    }

    /** Debezium refuses a list of what to include beside one of what not to. */
    private static void tables(Map<String, String> all, DatabaseSourceSpec spec) {
        if (spec.tables().isEmpty()) {
            String also = spec.config().get(EXCLUDED);
            all.put(EXCLUDED, also == null ? TablePatterns.SHADOWS : also + "," + TablePatterns.SHADOWS);
        } else {
            putList(all, "table.include.list", TablePatterns.withoutShadows(spec.tables()));
        }
    }

    /** After the user's own, which win over ours. */
    private static void converters(Map<String, String> all, String users) {
        all.put(CONVERTERS, users.isBlank() ? FAITHFUL : users + "," + FAITHFUL);
        all.put(FAITHFUL + ".type", FaithfulColumns.class.getName());
    }

    private void schemaHistory(Map<String, String> all, String name) {
        String history = HISTORY;
        all.put(history, "io.debezium.storage.kafka.history.KafkaSchemaHistory");
        all.put(history + ".kafka.topic", "freshet.schema-history." + name);
        all.put(history + ".kafka.bootstrap.servers", String.valueOf(kafka.get("bootstrap.servers")));
        // a table may be renamed into a database that is not captured: that is the end of its topic
        all.put(history + ".store.only.captured.databases.ddl", "false");
        all.put(history + ".kafka.recovery.poll.interval.ms", "500");
        kafka.forEach((key, value) -> {
            all.put(history + ".producer." + key, String.valueOf(value));
            all.put(history + ".consumer." + key, String.valueOf(value));
        });
    }

    private static void putList(Map<String, String> all, String key, List<String> entries) {
        if (!entries.isEmpty()) {
            all.put(key, String.join(",", entries));
        }
    }

    /** The same for every run of a source: MySQL drops the older one of two readers with one id. */
    static int serverId(String name) {
        return 0x4000_0000 | (name.hashCode() & 0x3FFF_FFFF);
    }
}
