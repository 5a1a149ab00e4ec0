package dev.freshet.control.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.control.resource.SnowflakeSettings;
import dev.freshet.control.resource.SourceSpec;
import dev.freshet.control.resource.Spec;
import dev.freshet.control.resource.TableKeys;
import dev.freshet.control.resource.TransformSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of each kind's spec, read with their defaults and written in one order. A missing text is read as empty: the spec says so. */
final class SpecForm {
    private SpecForm() {}

    static Spec read(Kind kind, Fields fields) {
        return switch (kind) {
            case SOURCE -> SourceForm.read(fields);
            case TRANSFORM -> TransformForm.read(fields);
            case DESTINATION -> destination(fields);
            case PIPELINE -> pipeline(fields);
        };
    }

    private static DestinationSpec destination(Fields fields) {
        String connector = fields.text("connector", "");
        Integer port = fields.integer("port");
        return new DestinationSpec(
                connector,
                fields.text("path"),
                fields.text("host"),
                port == null && connector.equals("postgresql")
                        ? Integer.valueOf(DestinationSpec.POSTGRESQL_PORT)
                        : port,
                fields.text("database"),
                fields.text("user"),
                fields.text("password"),
                fields.map("config"),
                new SnowflakeSettings(
                        fields.text("account"),
                        fields.text("url"),
                        fields.text("role"),
                        fields.text("warehouse"),
                        fields.text("identifiers"),
                        fields.flag("currentViews"),
                        fields.text("privateKey"),
                        fields.text("privateKeyPassphrase"),
                        fields.text("accessToken"),
                        fields.text("oauthToken"),
                        fields.text("oauthClientId"),
                        fields.text("oauthClientSecret"),
                        fields.text("oauthTokenUrl")));
    }

    private static PipelineSpec pipeline(Fields fields) {
        String source = fields.text("source", "");
        List<String> tables = fields.list("tables");
        String destination = fields.text("destination", "");
        Mode mode = fields.word("mode", Mode.class, Mode.UPSERT);
        Deletes deletes = fields.word("deletes", Deletes.class, Deletes.HARD);
        String schema = fields.text("schema", "${database}");
        String table = fields.text("table", "${table}");
        return new PipelineSpec(
                source,
                tables,
                destination,
                mode,
                deletes,
                schema,
                table,
                FlushForm.read(fields.inside("flush")),
                SchemaChangesForm.read(fields.inside("schemaChanges")),
                keys(fields.inside("keys")));
    }

    private static TableKeys keys(Fields fields) {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        fields.names().forEach(table -> tables.put(table, fields.list(table)));
        return new TableKeys(tables);
    }

    static void write(Spec spec, ObjectNode node) {
        switch (spec) {
            case SourceSpec source -> SourceForm.write(source, node);
            case TransformSpec transform -> TransformForm.write(transform, node);
            case DestinationSpec destination -> {
                node.put("connector", destination.connector());
                optional(node, "path", destination.path());
                optional(node, "host", destination.host());
                if (destination.port() != null) {
                    node.put("port", destination.port());
                }
                optional(node, "database", destination.database());
                optional(node, "user", destination.user());
                optional(node, "password", destination.password());
                snowflake(node, destination.snowflake());
                map(node, destination.config());
            }
            case PipelineSpec pipeline -> {
                node.put("source", pipeline.source());
                list(node, "tables", pipeline.tables());
                node.put("destination", pipeline.destination())
                        .put("mode", pipeline.mode().name().toLowerCase(Locale.ROOT))
                        .put("deletes", pipeline.deletes().name().toLowerCase(Locale.ROOT))
                        .put("schema", pipeline.schema())
                        .put("table", pipeline.table());
                FlushForm.write(pipeline.flush(), node.putObject("flush"));
                SchemaChangesForm.write(pipeline.schemaChanges(), node.putObject("schemaChanges"));
                ObjectNode keys = node.putObject("keys");
                pipeline.keys().tables().forEach((table, columns) -> list(keys, table, columns));
            }
        }
    }

    private static void snowflake(ObjectNode node, SnowflakeSettings settings) {
        optional(node, "account", settings.account());
        optional(node, "url", settings.url());
        optional(node, "role", settings.role());
        optional(node, "warehouse", settings.warehouse());
        optional(node, "identifiers", settings.identifiers());
        if (settings.currentViews()) {
            node.put("currentViews", true);
        }
        optional(node, "privateKey", settings.privateKey());
        optional(node, "privateKeyPassphrase", settings.privateKeyPassphrase());
        optional(node, "accessToken", settings.accessToken());
        optional(node, "oauthToken", settings.oauthToken());
        optional(node, "oauthClientId", settings.oauthClientId());
        optional(node, "oauthClientSecret", settings.oauthClientSecret());
        optional(node, "oauthTokenUrl", settings.oauthTokenUrl());
    }

    static void optional(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    static void list(ObjectNode node, String name, List<String> values) {
        values.forEach(node.putArray(name)::add);
    }

    static void map(ObjectNode node, Map<String, String> values) {
        values.forEach(node.putObject("config")::put);
    }
}
