package dev.freshet.control.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.control.resource.DatabaseSourceSpec;
import dev.freshet.control.resource.EventLimits;
import dev.freshet.control.resource.EventStream;
import dev.freshet.control.resource.EventsSourceSpec;
import dev.freshet.control.resource.SourceSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of each connector's source. */
final class SourceForm {
    private SourceForm() {}

    static SourceSpec read(Fields fields) {
        String connector = fields.text("connector", "");
        return connector.equals(EventsSourceSpec.CONNECTOR) ? events(fields) : database(connector, fields);
    }

    private static DatabaseSourceSpec database(String connector, Fields fields) {
        return new DatabaseSourceSpec(
                connector,
                fields.text("host", ""),
                fields.integer("port", DatabaseSourceSpec.MYSQL_PORT),
                fields.text("user", ""),
                fields.text("password", ""),
                fields.list("databases"),
                fields.list("tables"),
                fields.map("config"));
    }

    private static EventsSourceSpec events(Fields fields) {
        List<String> writeKeys = fields.list("writeKeys");
        List<String> origins = fields.list("origins");
        Map<String, EventStream> streams = new LinkedHashMap<>();
        Fields named = fields.inside("streams");
        named.names().forEach(name -> streams.put(name, stream(named.inside(name))));
        return new EventsSourceSpec(writeKeys, origins, streams, limits(fields.inside("limits")));
    }

    private static EventStream stream(Fields fields) {
        List<String> id = fields.list("id");
        Duration window = fields.duration("deduplication", id.isEmpty() ? Duration.ZERO : EventStream.DEFAULT_WINDOW);
        EventStream stream = new EventStream(
                fields.list("key"),
                fields.text("time"),
                id,
                window.isZero() ? null : window,
                fields.word("objects", EventStream.Objects.class, EventStream.Objects.JSON));
        fields.refuseOthers();
        return stream;
    }

    private static EventLimits limits(Fields fields) {
        EventLimits limits = new EventLimits(
                fields.bytes("requestBytes", EventLimits.DEFAULT.requestBytes()),
                fields.integer("requestEvents", EventLimits.DEFAULT.requestEvents()),
                fields.bytes("eventBytes", EventLimits.DEFAULT.eventBytes()),
                fields.integer("columns", EventLimits.DEFAULT.columns()));
        fields.refuseOthers();
        return limits;
    }

    static void write(SourceSpec spec, ObjectNode node) {
        node.put("connector", spec.connector());
        switch (spec) {
            case DatabaseSourceSpec database -> {
                node.put("host", database.host())
                        .put("port", database.port())
                        .put("user", database.user())
                        .put("password", database.password());
                SpecForm.list(node, "databases", database.databases());
                SpecForm.list(node, "tables", database.tables());
                SpecForm.map(node, database.config());
            }
            case EventsSourceSpec events -> {
                SpecForm.list(node, "writeKeys", events.writeKeys());
                SpecForm.list(node, "origins", events.origins());
                ObjectNode streams = node.putObject("streams");
                events.streams().forEach((name, stream) -> write(stream, streams.putObject(name)));
                node.putObject("limits")
                        .put("requestBytes", events.limits().requestBytes())
                        .put("requestEvents", events.limits().requestEvents())
                        .put("eventBytes", events.limits().eventBytes())
                        .put("columns", events.limits().columns());
            }
        }
    }

    private static void write(EventStream stream, ObjectNode node) {
        SpecForm.list(node, "key", stream.key());
        SpecForm.optional(node, "time", stream.time());
        SpecForm.list(node, "id", stream.id());
        node.put("deduplication", window(stream.deduplication()).toString())
                .put("objects", Fields.word(stream.objects()));
    }

    private static Duration window(@Nullable Duration window) {
        return window == null ? Duration.ZERO : window;
    }
}
