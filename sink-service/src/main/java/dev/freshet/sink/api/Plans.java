package dev.freshet.sink.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceException;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.Spec;
import dev.freshet.control.resource.Violation;
import dev.freshet.control.rest.Problem;
import dev.freshet.control.store.ResourceView;
import dev.freshet.ddl.mysql.DdlReader;
import dev.freshet.ddl.mysql.Statement;
import dev.freshet.ddl.mysql.UnreadableStatementException;
import dev.freshet.sink.boot.FileOwnership;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.DestinationSession;
import dev.freshet.sink.plan.SchemaChangePlanner;
import dev.freshet.sink.plan.TablePlan;
import dev.freshet.sink.run.OpenDestinations;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** What a statement would do, asked before it is run. */
@Singleton
public class Plans {
    private final ResourceView view;
    private final OpenDestinations destinations;
    private final FileOwnership ownership;
    private final ObjectMapper json = new ObjectMapper();

    public Plans(ResourceView view, OpenDestinations destinations, FileOwnership ownership) {
        this.view = view;
        this.destinations = destinations;
        this.ownership = ownership;
    }

    /** @param blocks some table would rest or lose data */
    private record Answer(String pipeline, boolean blocks, List<TablePlan> tables) {}

    Response answer(String name, String body) {
        PipelineSpec pipeline = find(Kind.PIPELINE, name, PipelineSpec.class).spec();
        Statement statement = statement(body);
        Resource<DestinationSpec> resource = find(Kind.DESTINATION, pipeline.destination(), DestinationSpec.class);
        if (!ownership.mayOpen(resource)) {
            return new Problem(
                            "elsewhere",
                            "Another replica has the file open",
                            421,
                            "Destination '" + pipeline.destination()
                                    + "' is written by another replica of this service: ask that one.")
                    .toResponse();
        }
        try (OpenDestinations.Lease lease = destinations.lease(pipeline.destination(), resource.spec());
                DestinationSession session = lease.destination().connect()) {
            List<TablePlan> tables =
                    new SchemaChangePlanner(pipeline, session::table, lease.destination()).plan(statement);
            Answer answer = new Answer(name, tables.stream().anyMatch(TablePlan::blocks), tables);
            return Response.ok(json.writeValueAsString(answer), MediaType.APPLICATION_JSON_TYPE)
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan cannot be written as JSON", e);
        } catch (DestinationException unable) {
            return new Problem(
                            "unavailable",
                            "The destination cannot be asked now",
                            503,
                            unable.getMessage() + " " + unable.mend())
                    .toResponse();
        }
    }

    private <S extends Spec> Resource<S> find(Kind kind, String name, Class<S> type) {
        ResourceId id = new ResourceId(kind, name);
        return view.find(id, type)
                .orElseThrow(() -> new ResourceException.Unknown(
                        id,
                        view.all(type).stream().map(known -> known.id().name()).toList()));
    }

    private Statement statement(String body) {
        JsonNode node;
        try {
            node = json.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new ResourceException.Malformed(
                    malformed.getOriginalMessage(),
                    malformed.getLocation().getLineNr(),
                    malformed.getLocation().getColumnNr());
        }
        node.fieldNames().forEachRemaining(field -> {
            if (!List.of("statement", "database").contains(field)) {
                throw invalid(field, "is not known", "The fields are statement and database.");
            }
        });
        String text = node.path("statement").asText("");
        if (text.isBlank()) {
            throw invalid("statement", "is missing", "Write {\"statement\": \"ALTER TABLE ...\"}.");
        }
        return read(text, node.path("database").asText(""));
    }

    private static Statement read(String text, String database) {
        Statement statement;
        try {
            statement = DdlReader.statement(text, database);
        } catch (UnreadableStatementException unreadable) {
            throw invalid(
                    "statement",
                    String.valueOf(unreadable.getMessage()),
                    "Write one or more statements as MySQL understands them.");
        }
        if (statement.changes().isEmpty()) {
            throw invalid(
                    "statement",
                    "is about no table",
                    "Write ALTER, CREATE, DROP, RENAME or TRUNCATE TABLE, or DROP DATABASE.");
        }
        if (database.isEmpty() && SchemaChangePlanner.unqualified(statement)) {
            throw invalid("database", "is missing", "Write shop.orders in the statement, or {\"database\": \"shop\"}.");
        }
        return statement;
    }

    private static ResourceException invalid(String field, String problem, String mend) {
        return new ResourceException.Invalid(List.of(new Violation(field, problem, mend)));
    }
}
