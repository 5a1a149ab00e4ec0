package dev.freshet.control.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.control.json.ReportJson;
import dev.freshet.control.json.ResourceJson;
import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceException;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.SourceSpec;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.control.resource.Violation;
import dev.freshet.control.state.RunState;
import dev.freshet.control.state.Status;
import dev.freshet.control.store.LogBackedView;
import dev.freshet.control.store.ResourceStore;
import dev.freshet.control.store.ResourceView;
import dev.freshet.control.store.StatusView;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ResourceEndpointTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String SHOP =
            "{\"name\":\"shop\",\"connector\":\"mysql\",\"host\":\"db\",\"user\":\"u\",\"password\":\"${env:PW}\"}";
    private static final String LAKE = "{\"name\":\"lake\",\"connector\":\"duckdb\",\"path\":\"/a\"}";
    private static final String CLEAN =
            "{\"name\":\"clean\",\"inputs\":{\"orders\":\"shop.shop.orders\"},\"sql\":\"SELECT * FROM orders\"}";
    private static final String PIPE = "{\"name\":\"pipe\",\"source\":\"shop\",\"destination\":\"lake\"}";

    private final InMemoryStore store = new InMemoryStore();
    private final StatusView statuses = new StatusView(new ReportJson()::status, record -> {});
    private final List<Violation> live = new ArrayList<>();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final ResourceEndpoint<SourceSpec> sources =
            new ResourceEndpoint<>(Kind.SOURCE, SourceSpec.class, spec -> live, store, statuses, clock);
    private final ResourceEndpoint<TransformSpec> transforms =
            new ResourceEndpoint<>(Kind.TRANSFORM, TransformSpec.class, spec -> live, store, statuses, clock);
    private final ResourceEndpoint<DestinationSpec> destinations =
            new ResourceEndpoint<>(Kind.DESTINATION, DestinationSpec.class, spec -> live, store, statuses, clock);
    private final ResourceEndpoint<PipelineSpec> pipelines =
            new ResourceEndpoint<>(Kind.PIPELINE, PipelineSpec.class, spec -> live, store, statuses, clock);

    @Test
    void createAnswersWithThePlaceAndTheWholeResource() {
        Response created = sources.create(SHOP);
        assertThat(created.getStatus()).isEqualTo(201);
        assertThat(created.getLocation()).hasPath("/api/v1/sources/shop");
        assertThat(body(created)).contains("\"generation\":1", "\"port\":3306", "\"status\":{\"state\":\"STARTING\"}");
        assertThat(body(sources.get("shop"))).isEqualTo(body(created));
        assertThat(body(sources.list())).isEqualTo("{\"items\":[" + body(created) + "]}");
    }

    @Test
    void aTakenNameIsRefusedByPostAndReplacedByPut() {
        sources.create(SHOP);
        assertThatThrownBy(() -> sources.create(SHOP)).isInstanceOf(ResourceException.Duplicate.class);
        assertThat(body(sources.replace("shop", SHOP.replace("db", "db2")))).contains("\"generation\":2", "db2");
    }

    @Test
    void putCreatesAndPuttingTheSameAgainChangesNothing() {
        assertThat(sources.replace("shop", SHOP).getStatus()).isEqualTo(201);
        Response again = sources.replace("shop", SHOP);
        assertThat(again.getStatus()).isEqualTo(200);
        assertThat(body(again)).contains("\"generation\":1");
        assertThat(store.writes).isEqualTo(1);
    }

    @Test
    void anUnknownNameIsAnsweredWithThoseThatExist() {
        sources.create(SHOP);
        assertThatThrownBy(() -> sources.get("shpo"))
                .isInstanceOf(ResourceException.Unknown.class)
                .hasMessageContaining("There are: shop.");
    }

    @Test
    void aTransformNeedsItsInputsAndNeverFormsACircle() {
        assertThatThrownBy(() -> transforms.create(CLEAN))
                .isInstanceOfSatisfying(
                        ResourceException.Invalid.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(Violation::field)
                                .containsExactly("inputs.orders"));
        sources.create(SHOP);
        transforms.create(CLEAN);
        assertThatThrownBy(() -> sources.delete("shop"))
                .isInstanceOf(ResourceException.InUse.class)
                .hasMessageContaining("transform clean");
        String second = CLEAN.replace("\"clean\"", "\"cleaner\"").replace("shop.shop.orders", "clean.orders");
        transforms.create(second);
        assertThatThrownBy(() -> transforms.replace("clean", CLEAN.replace("shop.shop.orders", "cleaner.orders")))
                .hasMessageContaining("circle");
        assertThatThrownBy(() -> transforms.create(CLEAN.replace("\"clean\"", "\"shop\"")))
                .hasMessageContaining("there is a source 'shop' already");
        destinations.create(LAKE);
        pipelines.create(PIPE.replace("\"source\":\"shop\"", "\"source\":\"cleaner\""));
        assertThatThrownBy(() -> transforms.delete("cleaner")).hasMessageContaining("pipeline pipe");
    }

    @Test
    void aPipelineNeedsItsSourceAndDestinationAndKeepsThemFromBeingDeleted() {
        assertThatThrownBy(() -> pipelines.create(PIPE))
                .isInstanceOfSatisfying(
                        ResourceException.Invalid.class,
                        invalid -> assertThat(invalid.violations())
                                .extracting(Violation::field)
                                .containsExactly("source", "destination"));
        sources.create(SHOP);
        destinations.create(LAKE);
        pipelines.create(PIPE);
        assertThatThrownBy(() -> sources.delete("shop"))
                .isInstanceOf(ResourceException.InUse.class)
                .hasMessageContaining("pipe");
        assertThatThrownBy(() -> destinations.delete("lake")).isInstanceOf(ResourceException.InUse.class);
        assertThat(pipelines.delete("pipe").getStatus()).isEqualTo(204);
        assertThat(sources.delete("shop").getStatus()).isEqualTo(204);
        assertThatThrownBy(() -> sources.get("shop")).isInstanceOf(ResourceException.Unknown.class);
    }

    @Test
    void validateAsksTheSystemAndCreateDoesSoOnRequest() {
        assertThat(body(sources.validate(SHOP))).isEqualTo("{\"valid\":true,\"violations\":[]}");
        assertThat(store.writes).isZero();
        live.add(new Violation("host", "does not answer", "Start it."));
        assertThatThrownBy(() -> sources.validate(SHOP)).isInstanceOf(ResourceException.Invalid.class);
        assertThatThrownBy(() -> sources.create(SHOP, true)).isInstanceOf(ResourceException.Invalid.class);
        assertThat(sources.create(SHOP).getStatus()).isEqualTo(201);
    }

    @Test
    void pauseAndResumeTwiceCountOnceAndRestartAlways() {
        sources.create(SHOP);
        assertThat(sources.pause("shop").getStatus()).isEqualTo(202);
        assertThat(body(sources.pause("shop"))).contains("\"generation\":2", "\"paused\":true");
        sources.resume("shop");
        assertThat(body(sources.resume("shop"))).contains("\"generation\":3", "\"paused\":false");
        sources.restart("shop");
        assertThat(body(sources.restart("shop"))).contains("\"generation\":5", "\"restarts\":2");
    }

    @Test
    void theStatusOfAnEarlierResourceOfTheSameNameIsNotShown() {
        sources.create(SHOP);
        report(NOW.minusSeconds(1));
        assertThat(body(sources.get("shop"))).contains("STARTING");
        report(NOW.plusSeconds(1));
        assertThat(body(sources.get("shop"))).contains("\"state\":\"FAILED\"", "\"mend\":\"Grant it.\"");
    }

    @Test
    void everyRefusalHasItsStatusAndIsAProblem() {
        ResourceId id = new ResourceId(Kind.SOURCE, "shop");
        Map<ResourceException, Integer> expected = Map.of(
                new ResourceException.Malformed("oops", 2, 3), 400,
                new ResourceException.Unknown(id, List.of()), 404,
                new ResourceException.Duplicate(id), 409,
                new ResourceException.InUse(id, List.of(new ResourceId(Kind.PIPELINE, "p"))), 409,
                new ResourceException.Invalid(List.of(new Violation("a", "b", "c"))), 422);
        expected.forEach((refusal, status) -> {
            Response response = new ResourceExceptionMapper().toResponse(refusal);
            assertThat(response.getStatus()).isEqualTo(status);
            assertThat(response.getMediaType()).hasToString(Problem.MEDIA_TYPE);
            assertThat(body(response)).contains("\"type\":\"/problems/", "\"status\":" + status);
        });
    }

    private void report(Instant at) {
        ResourceId id = new ResourceId(Kind.SOURCE, "shop");
        Status status = new Status(id, 1, RunState.FAILED, "Denied", "Grant it.", "a", at, at, Map.of());
        statuses.accept(id.key(), new ReportJson().toLog(status), 0, 0);
    }

    private static String body(Response response) {
        return (String) response.getEntity();
    }

    /** The store without a log. */
    private static final class InMemoryStore implements ResourceStore {
        private final ResourceJson json = new ResourceJson();
        private final LogBackedView view = new LogBackedView(json::fromLog, record -> {});
        private int writes;

        @Override
        public ResourceView view() {
            return view;
        }

        @Override
        public <T> T change(Supplier<T> change) {
            return change.get();
        }

        @Override
        public void catchUp() {}

        @Override
        public void put(Resource<?> resource) {
            view.accept(resource.id().key(), json.toLog(resource), 0, writes++);
        }

        @Override
        public void delete(ResourceId id) {
            view.accept(id.key(), null, 0, writes++);
        }
    }
}
