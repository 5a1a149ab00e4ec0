package dev.freshet.transform.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.avro.DecodingException;
import dev.freshet.control.json.ResourceJson;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.ResourceException;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.control.resource.Violation;
import dev.freshet.control.store.ResourceView;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.transform.apply.Inputs;
import dev.freshet.transform.apply.Programs;
import dev.freshet.transform.config.FreshetConfig;
import dev.freshet.transform.flink.gateway.FlinkUnavailableException;
import dev.freshet.transform.flink.job.FlinkCluster;
import dev.freshet.transform.flink.job.FlinkParts;
import dev.freshet.transform.flink.job.InputNotYetException;
import dev.freshet.transform.plan.NeedsFlinkException;
import dev.freshet.transform.plan.SqlException;
import dev.freshet.transform.rehearsal.FlinkRehearsal;
import dev.freshet.transform.rehearsal.Rehearsal;
import dev.freshet.transform.run.Supervisor;
import dev.freshet.transform.stream.KafkaSettings;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;

/** Tries a transform out. */
@Singleton
public class Tests {
    private static final Set<String> FIELDS = Set.of("transform", "sql", "rows", "last");
    private static final int SOME = 10;
    private static final String LIST = "Write [{\"column\": value}, ...].";
    private final ResourceView view;
    private final GuardedRegistry registry;
    private final KafkaSettings kafka;
    private final FlinkCluster cluster;
    private final FreshetConfig config;
    private final ObjectMapper json;

    public Tests(
            ResourceView view,
            GuardedRegistry registry,
            KafkaSettings kafka,
            FlinkCluster cluster,
            FreshetConfig config,
            ObjectMapper json) {
        this.view = view;
        this.registry = registry;
        this.kafka = kafka;
        this.cluster = cluster;
        this.config = config;
        this.json = json;
    }

    /**
     * 200 with input, output and kind of each change; 422 when the request or the SQL is not right; 503 when Flink is needed and cannot be
     * asked.
     *
     * @param body {@code {"rows": [...]}}, {@code {"rows": {"input": [...]}}} or {@code {"last": 10}}; {@code sql} for other SQL than the
     *     declared one; {@code transform} for one that is not declared
     */
    Response answer(String name, String body) {
        JsonNode request = request(body);
        try {
            return Response.ok(shown(name, spec(name, request), request).toString(), MediaType.APPLICATION_JSON_TYPE)
                    .build();
        } catch (SqlException e) {
            throw invalid("sql", String.valueOf(e.getMessage()), e.problem().mend());
        } catch (Rehearsal.BadRow e) {
            throw invalid("rows", String.valueOf(e.getMessage()), "Correct the row.");
        }
    }

    private ObjectNode shown(String name, TransformSpec spec, JsonNode request) {
        if (spec.engine() == TransformSpec.Engine.FLINK) {
            return onFlink(spec, request);
        }
        Programs.Definition definition;
        try {
            definition = Supervisor.definition(name, spec);
        } catch (NeedsFlinkException e) {
            if (spec.engine() == TransformSpec.Engine.SERVICE) {
                throw invalid(
                        "sql",
                        Supervisor.needsFlink(e),
                        "Set engine to auto, or change the SQL to what one row answers.");
            }
            return onFlink(spec, request);
        }
        if (request.path("rows").isObject()) {
            throw invalid("rows", "must be a list of rows: there is one input", LIST);
        }
        Rehearsal rehearsal = new Rehearsal(definition, registry, kafka);
        return request.path("rows").isArray()
                ? rehearsal.given(request.path("rows"), newest(definition))
                : rehearsal.last(count(request));
    }

    private ObjectNode onFlink(TransformSpec spec, JsonNode request) {
        FlinkParts parts = cluster.parts();
        if (parts == null) {
            throw invalid("engine", "cannot be tried: " + Supervisor.NO_CLUSTER, Supervisor.CONFIGURE);
        }
        FlinkRehearsal rehearsal = new FlinkRehearsal(spec, parts);
        try {
            return request.has("rows") ? rehearsal.given(request.path("rows")) : rehearsal.last(count(request));
        } catch (InputNotYetException e) {
            throw invalid("inputs", String.valueOf(e.getMessage()), "Wait until its source has published a row.");
        } catch (DecodingException e) {
            throw invalid(
                    "inputs", String.valueOf(e.getMessage()), "Name a table of a source, or what a transform makes.");
        } catch (FlinkUnavailableException e) {
            throw new ResourceException.Unavailable(e.getMessage() + ". Try again when the cluster runs.", e);
        }
    }

    private dev.freshet.schema.TableSchema newest(Programs.Definition definition) {
        return new Inputs(registry)
                .newest(definition.inputTopic())
                .orElseThrow(() -> invalid(
                        "rows",
                        "nothing was written to " + definition.inputTopic() + " yet, so its columns are not known",
                        "Wait until its source has published a row."))
                .layout()
                .table();
    }

    private int count(JsonNode request) {
        JsonNode last = request.path("last");
        if (last.isMissingNode()) {
            return SOME;
        }
        int most = config.test().records();
        if (!last.isInt() || last.intValue() < 1 || last.intValue() > most) {
            throw invalid("last", "must be a number of records", "Give a number from 1 to " + most + ".");
        }
        return last.intValue();
    }

    private TransformSpec spec(String name, JsonNode request) {
        TransformSpec spec = request.path("transform").isObject()
                ? (TransformSpec) new ResourceJson()
                        .read(request.path("transform").toString(), Kind.TRANSFORM, name)
                        .spec()
                : declared(name);
        if (!request.path("sql").isTextual()) {
            return spec;
        }
        return new TransformSpec(
                spec.inputs(),
                request.path("sql").textValue(),
                spec.output(),
                spec.key(),
                spec.engine(),
                spec.stateTtl(),
                spec.parallelism(),
                spec.onError());
    }

    private TransformSpec declared(String name) {
        ResourceId id = new ResourceId(Kind.TRANSFORM, name);
        return view.find(id, TransformSpec.class)
                .orElseThrow(() -> new ResourceException.Unknown(
                        id,
                        view.all(TransformSpec.class).stream()
                                .map(known -> known.id().name())
                                .toList()))
                .spec();
    }

    private JsonNode request(String body) {
        JsonNode request;
        try {
            request = json.readTree(body.isBlank() ? "{}" : body);
        } catch (JsonProcessingException malformed) {
            throw new ResourceException.Malformed(
                    malformed.getOriginalMessage(),
                    malformed.getLocation().getLineNr(),
                    malformed.getLocation().getColumnNr());
        }
        request.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw invalid(field, "is not known", "The fields are rows, last, sql and transform.");
            }
        });
        if (request.has("rows") && !request.path("rows").isContainerNode()) {
            throw invalid("rows", "must be a list of rows", LIST);
        }
        if (rows(request.path("rows")) > config.test().records()) {
            throw invalid(
                    "rows", "are too many", "Give at most " + config.test().records() + ".");
        }
        return request;
    }

    private static int rows(JsonNode given) {
        int all = given.isArray() ? given.size() : 0;
        if (given.isObject()) {
            for (JsonNode of : given) {
                all += of.size();
            }
        }
        return all;
    }

    private static ResourceException invalid(String field, String problem, String mend) {
        return new ResourceException.Invalid(List.of(new Violation(field, problem, mend)));
    }
}
