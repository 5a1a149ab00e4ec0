package dev.freshet.transform.flink.job;

import dev.freshet.control.resource.TransformSpec;
import dev.freshet.transform.flink.ddl.FlinkInput;
import dev.freshet.transform.flink.ddl.JobSettings;
import dev.freshet.transform.flink.ddl.Script;
import dev.freshet.transform.flink.gateway.FlinkRefusedException;
import dev.freshet.transform.flink.gateway.SqlGateway;
import dev.freshet.transform.plan.FlinkQuery;
import dev.freshet.transform.plan.SqlPlanner;
import dev.freshet.transform.stream.TableBeginnings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs SQL on the cluster over a few rows, and writes nothing. Safe for use by several threads. */
public final class FlinkTrial {
    private static final String GROUP = "freshet-flink-test";

    private final FlinkSettings settings;
    private final SqlGateway gateway;
    private final InputSchemas schemas;

    FlinkTrial(FlinkSettings settings, SqlGateway gateway, InputSchemas schemas) {
        this.settings = settings;
        this.gateway = gateway;
        this.schemas = schemas;
    }

    /** The rows that an input is to have. */
    public sealed interface Rows {
        /**
         * Those of the topic between these offsets, for all its partitions.
         *
         * @param from  by partition
         * @param until by partition
         */
        record Piece(Map<Integer, Long> from, Map<Integer, Long> until) implements Rows {}

        /** @param rows values in the order of the readable columns, in their types' Java form */
        record Given(List<@Nullable Object[]> rows) implements Rows {}
    }

    /**
     * What came in and what went out.
     *
     * @param inputs by name in the SQL
     */
    public record Outcome(Map<String, SqlGateway.Changes> inputs, SqlGateway.Changes output) {}

    /**
     * The inputs with the columns that the SQL takes.
     *
     * @throws InputNotYetException when one has no schema yet
     * @throws dev.freshet.avro.DecodingException when one is no table of change events
     */
    public List<FlinkInput> inputs(TransformSpec spec) {
        return schemas.read(schemas.newest(spec.inputs(), TableBeginnings.State.NONE), SqlPlanner.flink(spec.sql()));
    }

    /** The same with all of their columns. */
    public List<FlinkInput> whole(TransformSpec spec) {
        return schemas.whole(schemas.newest(spec.inputs(), TableBeginnings.State.NONE));
    }

    /**
     * @param rows for every one of the inputs, by name
     * @throws dev.freshet.transform.plan.SqlException when Flink does not take the SQL, with the place, or a row makes it fail
     * @throws dev.freshet.transform.flink.gateway.FlinkUnavailableException when the cluster cannot be asked
     */
    public Outcome run(TransformSpec spec, List<FlinkInput> inputs, Map<String, Rows> rows) {
        Map<String, String> job = JobSettings.meaning(Script.keyed(inputs));
        job.put("pipeline.name", GROUP);
        job.put("parallelism.default", "1");
        job.put("restart-strategy.type", "none");
        try (SqlGateway.Session session = gateway.open(job)) {
            for (FlinkInput input : inputs) {
                switch (rows.get(input.name())) {
                    case Rows.Piece(Map<Integer, Long> from, Map<Integer, Long> until) ->
                        Script.piece(input.from(from), settings.endpoints(), GROUP, until)
                                .forEach(session::execute);
                    case Rows.Given(List<@Nullable Object[]> given) -> session.execute(Script.given(input, given));
                    case null -> throw new IllegalArgumentException("no rows are given for " + input.name());
                }
            }
            FlinkPlanner.result(session, spec.sql());
            SqlGateway.Changes output = session.changes(Script.rows(Script.resultName()));
            Map<String, SqlGateway.Changes> taken = new LinkedHashMap<>();
            inputs.forEach(input -> taken.put(input.name(), session.changes(Script.rows(input.name()))));
            return new Outcome(taken, output);
        } catch (FlinkRefusedException e) {
            throw FlinkQuery.refused(String.valueOf(e.getMessage()), e.line(), e.column(), e.endLine(), e.endColumn());
        }
    }
}
