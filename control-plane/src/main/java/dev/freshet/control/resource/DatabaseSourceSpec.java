package dev.freshet.control.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A database to capture.
 *
 * @param connector {@code mysql}
 * @param password  a secret reference: {@code ${env:NAME}} or {@code ${file:/path}}
 * @param databases Debezium's database.include.list entries (regular expressions); empty: all
 * @param tables    Debezium's table.include.list entries (regular expressions over database.table); empty: all
 * @param config    Debezium properties, verbatim; they win over what Freshet sets, but for those that it must own
 */
public record DatabaseSourceSpec(
        String connector,
        String host,
        int port,
        String user,
        String password,
        List<String> databases,
        List<String> tables,
        Map<String, String> config)
        implements SourceSpec {
    public static final int MYSQL_PORT = 3306;

    private static final Map<String, String> OWNED = owned();

    public DatabaseSourceSpec {
        databases = List.copyOf(databases);
        tables = List.copyOf(tables);
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    @Override
    public List<Violation> violations() {
        Rules rules = new Rules();
        rules.oneOf("connector", connector, SourceSpec.CONNECTORS);
        rules.required("host", host, "Name the database server, e.g. db.example.com.");
        rules.port("port", port);
        rules.required("user", user, "Name the database user that may replicate.");
        rules.secret("password", password);
        rules.patterns("databases", databases, false);
        rules.patterns("tables", tables, true);
        rules.config(config, OWNED);
        return rules.violations();
    }

    private static Map<String, String> owned() {
        Map<String, String> owned = new LinkedHashMap<>();
        String identity = "the name of the source decides it";
        owned.put("name", identity);
        owned.put("topic.prefix", identity + ", and topics, subjects and offsets hang on it");
        owned.put("topic.naming.*", "topics are <source>.<database>.<table>");
        owned.put("sourceinfo.struct.maker", "the source block is part of the records' contract");
        owned.put("connector.class", "the field connector decides it");
        owned.put("tasks.max", "one binlog is read by one task");
        owned.put("database.hostname", "use the field host");
        owned.put("database.port", "use the field port");
        owned.put("database.user", "use the field user");
        owned.put("database.password", "use the field password");
        owned.put("database.include.list", "use the field databases");
        owned.put("table.include.list", "use the field tables");
        owned.put("offset.*", "offsets are written to Kafka in the transaction that writes the rows");
        owned.put("schema.history.*", "the schema history is kept in Kafka beside the source");
        String encoding = "rows are encoded as Avro by Freshet";
        owned.put("key.converter*", encoding);
        owned.put("value.converter*", encoding);
        owned.put("header.converter*", encoding);
        owned.put("transforms*", "change the data in a transform or a pipeline, not on its way into the log");
        owned.put("predicates*", "they belong to transforms, which Freshet owns");
        return Map.copyOf(owned);
    }
}
