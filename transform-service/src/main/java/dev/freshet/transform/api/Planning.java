package dev.freshet.transform.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.avro.DecodingException;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.control.resource.Violation;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.registry.RegistryException;
import dev.freshet.schema.ColumnType;
import dev.freshet.transform.apply.Inputs;
import dev.freshet.transform.flink.gateway.FlinkUnavailableException;
import dev.freshet.transform.flink.job.FlinkCluster;
import dev.freshet.transform.flink.job.FlinkParts;
import dev.freshet.transform.flink.job.InputNotYetException;
import dev.freshet.transform.flink.job.Planned;
import dev.freshet.transform.plan.NeedsFlinkException;
import dev.freshet.transform.plan.Plan;
import dev.freshet.transform.plan.SqlException;
import dev.freshet.transform.plan.SqlPlanner;
import dev.freshet.transform.plan.SqlProblem;
import dev.freshet.transform.run.Supervisor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Which engine runs a transform and why, and what it makes: asked of the SQL and of the newest schemas in the registry. */
@Singleton
public class Planning {
    private static final Logger LOG = Logger.getLogger(Planning.class);

    private final Inputs inputs;
    private final FlinkCluster cluster;

    public Planning(GuardedRegistry registry, FlinkCluster cluster) {
        this.inputs = new Inputs(registry);
        this.cluster = cluster;
    }

    /** What is wrong with a spec that is valid otherwise. An input of which nothing was written yet is looked at when rows come. */
    List<Violation> violations(TransformSpec spec) {
        try {
            if (spec.engine() == TransformSpec.Engine.FLINK) {
                onFlink(spec);
            } else {
                plan(spec, SqlPlanner.input(spec.sql(), spec.inputs().keySet()));
            }
            return List.of();
        } catch (NeedsFlinkException e) {
            return needsFlink(spec, e);
        } catch (SqlException e) {
            return List.of(wrong(e));
        } catch (DecodingException e) {
            return List.of(noTable(e));
        } catch (RegistryException e) {
            return List.of(new Violation(
                    "inputs", "the registry cannot tell their schemas: " + e.getMessage(), "Try again when it runs."));
        }
    }

    private List<Violation> needsFlink(TransformSpec spec, NeedsFlinkException reason) {
        if (spec.engine() == TransformSpec.Engine.SERVICE) {
            return List.of(new Violation(
                    "sql",
                    "line " + reason.line() + ", column " + reason.column() + ": " + Supervisor.needsFlink(reason),
                    "Set engine to auto, or change the SQL to what one row answers."));
        }
        try {
            onFlink(spec);
            return List.of();
        } catch (SqlException e) {
            return List.of(wrong(e));
        } catch (DecodingException e) {
            return List.of(noTable(e));
        }
    }

    private static Violation wrong(SqlException e) {
        return new Violation("sql", String.valueOf(e.getMessage()), e.problem().mend());
    }

    private static Violation noTable(DecodingException e) {
        return new Violation(
                "inputs", String.valueOf(e.getMessage()), "Name a table of a source, or what a transform makes.");
    }

    /** What Flink makes of it; empty when it cannot be asked now: its state will say so. */
    private Optional<Planned> onFlink(TransformSpec spec) {
        SqlPlanner.flink(spec.sql());
        FlinkParts parts = cluster.parts();
        if (parts == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parts.planner().plan(spec));
        } catch (InputNotYetException | FlinkUnavailableException | RegistryException later) {
            LOG.infof("the SQL is not planned yet: %s", later.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Plan> plan(TransformSpec spec, String input) {
        return inputs.newest(topic(spec, input))
                .map(version ->
                        SqlPlanner.plan(spec.sql(), input, version.layout().table(), List.of(), spec.key()));
    }

    private static String topic(TransformSpec spec, String input) {
        return Objects.requireNonNull(spec.inputs().get(input));
    }

    /** For the answer of validate: engine, reason, output or errors. */
    ObjectNode describe(TransformSpec spec) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        try {
            if (spec.engine() == TransformSpec.Engine.FLINK) {
                flink(answer, spec, "engine says so");
                return answer;
            }
            String input = SqlPlanner.input(spec.sql(), spec.inputs().keySet());
            Optional<Plan> plan = plan(spec, input);
            answer.put("engine", "service")
                    .put("reason", "one input, and every row of the output comes from one row of it");
            plan.ifPresentOrElse(
                    known -> output(answer.putObject("output"), known),
                    () -> answer.put(
                            "remark",
                            "nothing was written to " + topic(spec, input)
                                    + " yet, so its columns are not known: the SQL is checked when rows come"));
        } catch (NeedsFlinkException e) {
            flink(answer, spec, e.reason());
        } catch (SqlException e) {
            error(answer.putArray("errors").addObject(), e.problem());
        } catch (DecodingException | RegistryException e) {
            answer.put("remark", String.valueOf(e.getMessage()));
        }
        return answer;
    }

    private void flink(ObjectNode answer, TransformSpec spec, String reason) {
        answer.put("engine", "flink").put("reason", reason);
        FlinkParts parts = cluster.parts();
        if (parts == null) {
            answer.put("remark", Supervisor.NO_CLUSTER + "; " + Supervisor.CONFIGURE);
            return;
        }
        try {
            Planned planned = parts.planner().plan(spec);
            ObjectNode output = answer.putObject("output");
            ArrayNode columns = output.putArray("columns");
            planned.columns()
                    .forEach(column -> columns.addObject()
                            .put("name", column.name())
                            .put("type", column.type())
                            .put("keptAs", column.column().map(Planning::name).orElse("")));
            planned.key().forEach(output.putArray("key")::add);
            if (!planned.remarks().isEmpty()) {
                answer.put("remark", String.join("; ", planned.remarks()));
            }
        } catch (SqlException e) {
            error(answer.putArray("errors").addObject(), e.problem());
        } catch (InputNotYetException | FlinkUnavailableException | DecodingException | RegistryException e) {
            answer.put("remark", "the SQL is not checked yet: " + e.getMessage());
        }
    }

    private static void error(ObjectNode error, SqlProblem problem) {
        error.put("message", problem.message())
                .put("mend", problem.mend())
                .put("line", problem.line())
                .put("column", problem.column())
                .put("endLine", problem.endLine())
                .put("endColumn", problem.endColumn());
    }

    private static void output(ObjectNode output, Plan plan) {
        ArrayNode columns = output.putArray("columns");
        for (Plan.PlannedColumn column : plan.columns()) {
            columns.addObject()
                    .put("name", column.name())
                    .put("type", column.type().toString())
                    .put("keptAs", name(column.column()))
                    .put("copied", column.copied() >= 0);
        }
        plan.key().forEach(output.putArray("key")::add);
    }

    private static String name(ColumnType type) {
        return switch (type) {
            case ColumnType.Int(int bits) -> "Int(" + bits + ")";
            case ColumnType.Real(int bits) -> "Real(" + bits + ")";
            case ColumnType.Decimal(int precision, int scale) -> "Decimal(" + precision + "," + scale + ")";
            default -> type.getClass().getSimpleName();
        };
    }
}
