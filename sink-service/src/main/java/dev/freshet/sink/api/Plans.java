package dev.freshet.sink.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceException;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.Spec;
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
        List<Statement> statements = statements(body);
        Resource<DestinationSpec> resource = find(Kind.DESTINATION, pipeline.destination(), DestinationSpec.class);
        if (!ownership.mayOpen(resource)) {
            return Unable.elsewhere(pipeline.destination());
        }
        try (OpenDestinations.Lease lease = destinations.lease(pipeline.destination(), resource.spec());
                DestinationSession session = lease.destination().connect()) {
            List<TablePlan> tables =
                    new SchemaChangePlanner(pipeline, session::table, lease.destination()).plan(statements);
            Answer answer = new Answer(name, tables.stream().anyMatch(TablePlan::blocks), tables);
            return Response.ok(json.writeValueAsString(answer), MediaType.APPLICATION_JSON_TYPE)
                    .build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a plan cannot be written as JSON", e);
        } catch (DestinationException unable) {
            return Unable.now(unable);
        }
    }

    private <S extends Spec> Resource<S> find(Kind kind, String name, Class<S> type) {
        ResourceId id = new ResourceId(kind, name);
        return view.find(id, type)
                .orElseThrow(() -> new ResourceException.Unknown(
                        id,
                        view.all(type).stream().map(known -> known.id().name()).toList()));
    }

    private static List<Statement> statements(String body) {
        RequestFields fields = RequestFields.of(body, "statement", "database");
        String text = fields.text("statement", "ALTER TABLE ...");
        String database = fields.text("database");
        List<Statement> statements;
        try {
            statements = DdlReader.statements(text, database);
        } catch (UnreadableStatementException unreadable) {
            throw RequestFields.invalid(
                    "statement",
                    String.valueOf(unreadable.getMessage()),
                    "Write one or more statements as MySQL understands them.");
        }
        if (statements.isEmpty()) {
            throw RequestFields.invalid(
                    "statement",
                    "is about no table",
                    "Write ALTER, CREATE, DROP, RENAME or TRUNCATE TABLE, or DROP DATABASE.");
        }
        if (database.isEmpty() && statements.stream().anyMatch(SchemaChangePlanner::unqualified)) {
            throw RequestFields.invalid(
                    "database", "is missing", "Write shop.orders in the statement, or {\"database\": \"shop\"}.");
        }
        return statements;
    }
}
