package dev.freshet.control.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.control.json.ReportJson;
import dev.freshet.control.json.ResourceJson;
import dev.freshet.control.resource.Declaration;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceException;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.Spec;
import dev.freshet.control.resource.Violation;
import dev.freshet.control.secret.UnresolvedSecretException;
import dev.freshet.control.state.Status;
import dev.freshet.control.store.ResourceStore;
import dev.freshet.control.store.StatusView;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The verbs of one kind's REST API. Bodies come as text (JSON or YAML), so that what is wrong with them is said by us; refusals are
 * {@link ResourceException}s, which the mappers of this package answer. Blocks on Kafka: call it on a worker thread.
 */
public final class ResourceEndpoint<S extends Spec> {
    private final Kind kind;
    private final Class<S> type;
    private final Function<S, List<Violation>> live;
    private final ResourceStore store;
    private final StatusView statuses;
    private final Clock clock;
    private final ResourceJson json = new ResourceJson();
    private final ReportJson reports = new ReportJson();

    /** @param live asks the system itself; called only with a spec that has no violations */
    public ResourceEndpoint(
            Kind kind,
            Class<S> type,
            Function<S, List<Violation>> live,
            ResourceStore store,
            StatusView statuses,
            Clock clock) {
        this.kind = kind;
        this.type = type;
        this.live = live;
        this.store = store;
        this.statuses = statuses;
        this.clock = clock;
    }

    /** 200 with all of this kind, by name. */
    public Response list() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray("items");
        store.view().all(type).forEach(resource -> items.add(form(resource)));
        return answer(Response.ok(), answer);
    }

    /** 200, or 404. */
    public Response get(String name) {
        return answer(Response.ok(), form(require(name)));
    }

    /** As {@link #create(String, boolean)}, without asking the system. */
    public Response create(String body) {
        return create(body, false);
    }

    /**
     * 201, or 409 when the name is taken, or 422.
     *
     * @param check whether to ask the system itself too, as {@link #validate} does
     */
    public Response create(String body, boolean check) {
        Declaration declaration = json.read(body, kind, null);
        S spec = checked(declaration, check);
        return store.change(() -> {
            if (find(declaration.id()).isPresent()) {
                throw new ResourceException.Duplicate(declaration.id());
            }
            return created(declaration.id(), spec);
        });
    }

    /** As {@link #replace(String, String, boolean)}, without asking the system. */
    public Response replace(String name, String body) {
        return replace(name, body, false);
    }

    /** Creates (201) or replaces (200); the same spec again changes nothing. 422 when it is not valid. */
    public Response replace(String name, String body, boolean check) {
        Declaration declaration = json.read(body, kind, name);
        S spec = checked(declaration, check);
        return store.change(() -> {
            Optional<Resource<S>> existing = find(declaration.id());
            if (existing.isEmpty()) {
                return created(declaration.id(), spec);
            }
            Resource<S> old = existing.get();
            if (old.spec().equals(spec)) {
                return answer(Response.ok(), form(old));
            }
            requireReferences(old.id(), spec);
            return answer(Response.ok(), form(put(next(old, old.paused(), old.restarts(), spec))));
        });
    }

    /** 204, or 404, or 409 when another resource uses it. */
    public Response delete(String name) {
        return store.change(() -> {
            Resource<S> resource = require(name);
            List<ResourceId> users = CrossChecks.users(resource.id(), store.view());
            if (!users.isEmpty()) {
                throw new ResourceException.InUse(resource.id(), users);
            }
            store.delete(resource.id());
            return Response.noContent().build();
        });
    }

    /** 200 when it could be created and would work, otherwise 422 with what is wrong. Asks the system itself; changes nothing. */
    public Response validate(String body) {
        Declaration declaration = json.read(body, kind, null);
        store.catchUp();
        requireReferences(declaration.id(), declaration.spec());
        checked(declaration, true);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("valid", true);
        answer.putArray("violations");
        return answer(Response.ok(), answer);
    }

    /** 202; a paused resource stays paused. */
    public Response pause(String name) {
        return changed(name, old -> old.paused() ? old : next(old, true, old.restarts(), old.spec()));
    }

    /** 202; a running resource runs on. */
    public Response resume(String name) {
        return changed(name, old -> old.paused() ? next(old, false, old.restarts(), old.spec()) : old);
    }

    /** 202; starts anew, also from FAILED. */
    public Response restart(String name) {
        return changed(name, old -> next(old, old.paused(), old.restarts() + 1, old.spec()));
    }

    private Response changed(String name, UnaryOperator<Resource<S>> change) {
        return store.change(() -> {
            Resource<S> old = require(name);
            Resource<S> changed = change.apply(old);
            return answer(Response.accepted(), form(changed == old ? old : put(changed)));
        });
    }

    private Response created(ResourceId id, S spec) {
        requireReferences(id, spec);
        Instant now = now();
        Resource<S> resource = put(new Resource<>(id, 1, false, 0, now, now, spec));
        return answer(Response.created(URI.create("/api/v1/" + kind.plural() + "/" + id.name())), form(resource));
    }

    private Resource<S> put(Resource<S> resource) {
        store.put(resource);
        return resource;
    }

    private Resource<S> next(Resource<S> old, boolean paused, int restarts, S spec) {
        return new Resource<>(old.id(), old.generation() + 1, paused, restarts, old.createdAt(), now(), spec);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private S checked(Declaration declaration, boolean check) {
        S spec = type.cast(declaration.spec());
        if (check) {
            refuse(liveViolations(spec));
        }
        return spec;
    }

    private List<Violation> liveViolations(S spec) {
        try {
            return live.apply(spec);
        } catch (UnresolvedSecretException e) {
            return List.of(new Violation("password", String.valueOf(e.getMessage()), e.mend()));
        }
    }

    private void requireReferences(ResourceId id, Spec spec) {
        refuse(CrossChecks.violations(id, spec, store.view()));
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw new ResourceException.Invalid(violations);
        }
    }

    private Optional<Resource<S>> find(ResourceId id) {
        return store.view().find(id, type);
    }

    private Resource<S> require(String name) {
        ResourceId id = new ResourceId(kind, name);
        return find(id).orElseThrow(() -> new ResourceException.Unknown(id, CrossChecks.names(store.view(), type)));
    }

    private ObjectNode form(Resource<S> resource) {
        ObjectNode node = json.write(resource);
        // what an earlier resource of this name left behind is not this one's status
        Optional<Status> status =
                statuses.find(resource.id()).filter(latest -> !latest.at().isBefore(resource.createdAt()));
        if (status.isPresent()) {
            node.set("status", reports.write(status.get()));
        } else if (runs(kind)) {
            node.set("status", JsonNodeFactory.instance.objectNode().put("state", "STARTING"));
        }
        return node;
    }

    /** A destination is there to be written to: what runs, and has a state, is the pipeline. */
    private static boolean runs(Kind kind) {
        return switch (kind) {
            case SOURCE, TRANSFORM, PIPELINE -> true;
            case DESTINATION -> false;
        };
    }

    private static Response answer(Response.ResponseBuilder response, ObjectNode body) {
        return response.type(MediaType.APPLICATION_JSON_TYPE)
                .entity(body.toString())
                .build();
    }
}
