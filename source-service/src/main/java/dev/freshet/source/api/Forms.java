package dev.freshet.source.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Bodies of the API, for its description only: they are read and written by the control plane. */
final class Forms {
    static final String PROBLEM = "application/problem+json";

    private Forms() {}

    @Schema(name = "Source")
    record Source(
            @Schema(description = "Source", examples = "Source")
            String kind,

            @Schema(description = "Prefix of its topics", examples = "shop")
            String name,

            @Schema(description = "mysql or events; the other fields belong to one of the two", examples = "mysql")
            String connector,

            @Schema(examples = "db.example.com") String host,
            @Schema(description = "3306 by default") int port,
            String user,

            @Schema(description = "A reference: ${env:NAME} or ${file:/path}")
            String password,

            @Schema(description = "Regular expressions; empty: all databases")
            List<String> databases,

            @Schema(description = "Regular expressions over database.table; empty: all tables")
            List<String> tables,

            @Schema(description = "Debezium's properties, verbatim")
            Map<String, String> config,

            @Schema(description = "events: references to the keys that senders show", examples = "${env:WRITE_KEY}")
            List<String> writeKeys,

            @Schema(description = "events: origins of the web pages that may send; *: all; empty: none")
            List<String> origins,

            @Schema(description = "events: by name") Map<String, Stream> streams,

            @Schema(description = "events") Limits limits,

            @Schema(readOnly = true) long generation,
            @Schema(readOnly = true) boolean paused,
            @Schema(readOnly = true) Instant createdAt,
            @Schema(readOnly = true) Instant updatedAt,
            @Schema(readOnly = true) Status status) {}

    @Schema(name = "EventStream", description = "Events of one sort, which become the table events.<name>")
    record Stream(
            @Schema(description = "Fields that say which row an event is about; empty: each event is a row")
            List<String> key,

            @Schema(description = "Field that holds when the event happened") @Nullable
            String time,

            @Schema(description = "Fields that tell one event from another")
            List<String> id,

            @Schema(
                    description = "How long an id is remembered; 0s: not at all. 10m by default where there is an id",
                    examples = "10m")
            String deduplication,

            @Schema(description = "json: objects and arrays are kept as JSON")
            String objects) {}

    @Schema(name = "EventLimits")
    record Limits(
            @Schema(description = "Of one request's body; 1 MiB by default, 8 MiB at most")
            long requestBytes,

            @Schema(description = "10000 by default") int requestEvents,

            @Schema(description = "Of one event as it is stored; 256 KiB by default, 960 KiB at most")
            long eventBytes,

            @Schema(description = "Of one stream's table; 500 by default")
            int columns) {}

    @Schema(name = "Accepted")
    record Accepted(
            @Schema(description = "Events that are in Kafka now")
            int accepted,

            @Schema(description = "Events that were stored before, by their id")
            int duplicates) {}

    @Schema(name = "SourceStatus")
    record Status(
            @Schema(enumeration = {"STARTING", "SNAPSHOTTING", "STREAMING", "PAUSED", "RETRYING", "FAILED", "STOPPED"})
            String state,

            @Schema(description = "What went wrong and where") @Nullable
            String cause,

            @Schema(description = "What a person can do about it") @Nullable
            String mend,

            String replica,
            Instant since,
            Instant at,
            Map<String, Object> details) {}

    @Schema(name = "SourceList")
    record SourceList(List<Source> items) {}

    @Schema(name = "Verdict")
    record Verdict(boolean valid, List<Violation> violations, List<Violation> warnings) {}

    @Schema(name = "Violation")
    record Violation(String field, String problem, String mend) {}

    @Schema(name = "Problem", description = "RFC 9457")
    record Problem(String type, String title, int status, String detail, List<Violation> violations) {}
}
