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

            @Schema(description = "mysql", examples = "mysql")
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

            @Schema(readOnly = true) long generation,
            @Schema(readOnly = true) boolean paused,
            @Schema(readOnly = true) Instant createdAt,
            @Schema(readOnly = true) Instant updatedAt,
            @Schema(readOnly = true) Status status) {}

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
