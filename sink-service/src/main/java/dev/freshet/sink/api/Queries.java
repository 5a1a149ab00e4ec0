package dev.freshet.sink.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceException;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.store.ResourceView;
import dev.freshet.sink.boot.FileOwnership;
import dev.freshet.sink.config.FreshetConfig;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.QueryResult;
import dev.freshet.sink.destination.QueryableDestination;
import dev.freshet.sink.run.OpenDestinations;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions to destinations that nobody else can open while Freshet writes to them. */
@Singleton
public class Queries {
    private final ResourceView view;
    private final OpenDestinations destinations;
    private final FileOwnership ownership;
    private final FreshetConfig.Query limits;
    private final ObjectMapper json = new ObjectMapper();

    public Queries(ResourceView view, OpenDestinations destinations, FileOwnership ownership, FreshetConfig config) {
        this.view = view;
        this.destinations = destinations;
        this.ownership = ownership;
        this.limits = config.query();
    }

    Response run(String name, String body) {
        Question question = question(body);
        Resource<DestinationSpec> resource = destination(name);
        if (!ownership.mayOpen(resource)) {
            return Unable.elsewhere(name);
        }
        try (OpenDestinations.Lease lease = destinations.lease(name, resource.spec())) {
            if (!(lease.destination() instanceof QueryableDestination queryable)) {
                throw RequestFields.invalid(
                        "",
                        "destination '" + name + "' is no embedded database",
                        "Query the " + resource.spec().connector() + " server itself.");
            }
            return answer(queryable.query(question.sql(), question.rows(), limits.timeout()));
        } catch (DestinationException.Rejected refused) {
            throw RequestFields.invalid("sql", String.valueOf(refused.getMessage()), refused.mend());
        } catch (DestinationException unable) {
            return Unable.now(unable);
        }
    }

    private record Question(String sql, int rows) {}

    private Question question(String body) {
        RequestFields fields = RequestFields.of(body, "sql", "rows");
        return new Question(fields.text("sql", "SELECT ..."), fields.number("rows", limits.rows()));
    }

    private Resource<DestinationSpec> destination(String name) {
        ResourceId id = new ResourceId(Kind.DESTINATION, name);
        return view.find(id, DestinationSpec.class)
                .orElseThrow(() -> new ResourceException.Unknown(
                        id,
                        view.all(DestinationSpec.class).stream()
                                .map(known -> known.id().name())
                                .toList()));
    }

    /** @param message null unless rows were left out */
    private record Answer(
            List<QueryResult.Column> columns,
            List<List<@Nullable Object>> rows,
            boolean truncated,
            @Nullable String message) {}

    private Response answer(QueryResult result) {
        String message = result.truncated()
                ? "There are more rows than the " + result.rows().size()
                        + " shown. Aggregate, or page with ORDER BY, LIMIT and OFFSET."
                : null;
        try {
            String text =
                    json.writeValueAsString(new Answer(result.columns(), result.rows(), result.truncated(), message));
            return Response.ok(text, MediaType.APPLICATION_JSON_TYPE).build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a query's answer cannot be written as JSON", e);
        }
    }
}
