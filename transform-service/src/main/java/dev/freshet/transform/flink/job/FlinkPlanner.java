package dev.freshet.transform.flink.job;

import dev.freshet.control.resource.TransformSpec;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.transform.flink.ddl.FlinkInput;
import dev.freshet.transform.flink.ddl.JobSettings;
import dev.freshet.transform.flink.ddl.OutputColumn;
import dev.freshet.transform.flink.ddl.PhysicalPlan;
import dev.freshet.transform.flink.ddl.Script;
import dev.freshet.transform.flink.gateway.FlinkRefusedException;
import dev.freshet.transform.flink.gateway.SqlGateway;
import dev.freshet.transform.plan.FlinkQuery;
import dev.freshet.transform.plan.SqlException;
import dev.freshet.transform.plan.SqlPlanner;
import dev.freshet.transform.plan.SqlProblem;
import dev.freshet.transform.stream.TableBeginnings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks Flink's own planner, through the gateway; starts jobs. Safe for use by several threads. */
public final class FlinkPlanner {
    private static final String NOWHERE = "none";

    private final FlinkSettings settings;
    private final SqlGateway gateway;
    private final InputSchemas schemas;

    public FlinkPlanner(FlinkSettings settings, GuardedRegistry registry) {
        this.settings = settings;
        this.gateway = new SqlGateway(settings.gateway());
        this.schemas = new InputSchemas(registry);
    }

    /** As the other one, without regard to where the inputs begin: for answers. */
    public Planned plan(TransformSpec spec) {
        return plan(spec, TableBeginnings.State.NONE);
    }

    /**
     * Plans against the newest schemas; changes nothing.
     *
     * @param watched where the inputs' tables begin, and what their rows were written with
     * @throws SqlException when Flink does not take the SQL, with the place, or cannot read all rows that the inputs hold
     * @throws InputNotYetException when an input has no schema yet
     * @throws dev.freshet.avro.DecodingException when an input is no table of change events
     * @throws dev.freshet.transform.flink.gateway.FlinkUnavailableException when the gateway cannot be asked
     */
    Planned plan(TransformSpec spec, TableBeginnings.State watched) {
        FlinkQuery query = SqlPlanner.flink(spec.sql());
        Map<String, Version.Input> newest = schemas.newest(spec.inputs(), watched);
        List<FlinkInput> inputs = schemas.read(newest, query);
        for (FlinkInput input : inputs) {
            schemas.unlike(input, watched.schemas(input.topic())).ifPresent(reason -> {
                throw new SqlException(new SqlProblem(
                        reason,
                        "leave the column out of the SQL until those rows have left the topic, or have the table read anew",
                        0,
                        0,
                        0,
                        0));
            });
        }
        try (SqlGateway.Session session = gateway.open(JobSettings.meaning(Script.keyed(inputs)))) {
            Script.inputs(inputs, settings.endpoints(), NOWHERE).forEach(session::execute);
            List<OutputColumn> columns = columns(session, spec.sql());
            List<String> key = key(spec, query, columns);
            session.execute(Script.output(columns, key, NOWHERE, settings.endpoints()));
            PhysicalPlan plan =
                    new PhysicalPlan(session.execute(Script.explain(columns)).text());
            if (key.isEmpty() && !plan.appends()) {
                throw FlinkQuery.refused(
                        "rows of the result change, and nothing says which columns tell them apart: name them in key",
                        0,
                        0,
                        0,
                        0);
            }
            List<String> remarks = new ArrayList<>();
            inputs.stream()
                    .filter(input -> !input.unreadable().isEmpty())
                    .forEach(input -> remarks.add("columns of " + input.name()
                            + " that Flink cannot read are left out: " + String.join(", ", input.unreadable())));
            int parallelism = parallelism(spec, session, columns, key, plan, remarks);
            return new Planned(
                    newest,
                    InputSchemas.used(inputs),
                    columns,
                    key,
                    // another output has none of the rows that were written
                    "output " + spec.output() + '\n' + plan.stateful(),
                    parallelism,
                    remarks);
        } catch (FlinkRefusedException e) {
            throw FlinkQuery.refused(String.valueOf(e.getMessage()), e.line(), e.column(), e.endLine(), e.endColumn());
        }
    }

    /** Makes the view that the SQL is. */
    static void result(SqlGateway.Session session, String sql) {
        try {
            session.execute(Script.result(sql));
        } catch (FlinkRefusedException e) {
            // the user's text begins on the statement's second line
            throw new FlinkRefusedException(
                    String.valueOf(e.getMessage()),
                    Math.max(0, e.line() - 1),
                    e.column(),
                    e.endLine() - 1,
                    e.endColumn());
        }
    }

    private static List<OutputColumn> columns(SqlGateway.Session session, String sql) {
        result(session, sql);
        List<OutputColumn> columns = session.execute(Script.DESCRIBE).rows().stream()
                .map(row -> new OutputColumn(row.get(0), row.get(1)))
                .toList();
        for (OutputColumn column : columns) {
            if (column.column().isEmpty()) {
                throw new FlinkRefusedException(
                        "column '" + column.name() + "' is of type " + column.type()
                                + ", which no table has: cast it to another",
                        0,
                        0,
                        0,
                        0);
            }
        }
        return columns;
    }

    private static List<String> key(TransformSpec spec, FlinkQuery query, List<OutputColumn> columns) {
        List<String> names = columns.stream().map(OutputColumn::name).toList();
        if (!spec.key().isEmpty()) {
            spec.key().stream()
                    .filter(name -> !names.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw FlinkQuery.refused(
                                "the key column '" + name + "' is not a column of the result, which has "
                                        + String.join(", ", names),
                                0,
                                0,
                                0,
                                0);
                    });
            return spec.key();
        }
        if (query.distinct()) {
            return names;
        }
        return query.key().filter(names::containsAll).orElse(List.of());
    }

    /** Several tasks may only write when one key is always made by the same of them. */
    private int parallelism(
            TransformSpec spec,
            SqlGateway.Session session,
            List<OutputColumn> columns,
            List<String> key,
            PhysicalPlan plan,
            List<String> remarks) {
        if (spec.parallelism() == 1 || key.isEmpty() || plan.appends()) {
            return spec.parallelism();
        }
        List<String> keyed = Script.explainKeyed(columns, key, settings.endpoints());
        session.execute(keyed.get(0));
        if (!new PhysicalPlan(session.execute(keyed.get(1)).text()).disorders()) {
            return spec.parallelism();
        }
        remarks.add("rows of one key are made by several tasks, which could overtake each other: the parallelism is 1");
        return 1;
    }

    /** As a version is to be run; it need not be the newest schemas that it was planned with. */
    String start(String transform, Version version, String from) {
        List<FlinkInput> inputs = schemas.read(version.inputs(), SqlPlanner.flink(version.sql()));
        JobSettings job = new JobSettings(
                version.jobName(transform),
                settings.folder(transform, version.number()),
                settings.interval(),
                Duration.ofMillis(version.ttlMillis()),
                version.parallelism(),
                from);
        try (SqlGateway.Session session = gateway.open(job.all(Script.keyed(inputs)))) {
            Script.inputs(inputs, settings.endpoints(), version.group(transform))
                    .forEach(session::execute);
            session.execute(Script.result(version.sql()));
            session.execute(Script.output(version.columns(), version.key(), version.topic(), settings.endpoints()));
            return session.execute(Script.insert(version.columns())).job();
        }
    }

    /** What tries SQL out. */
    public FlinkTrial trial() {
        return new FlinkTrial(settings, gateway, schemas);
    }

    /** @throws InputNotYetException when one has none */
    Map<String, Version.Input> newest(TransformSpec spec, TableBeginnings.State watched) {
        return schemas.newest(spec.inputs(), watched);
    }

    /** Whether the columns that a version takes are still as they were planned, and its inputs were not emptied since. */
    boolean current(Version version, TransformSpec spec, TableBeginnings.State watched) {
        Map<String, Version.Input> newest = schemas.newest(spec.inputs(), watched);
        return newest.equals(version.inputs())
                || sameBeginnings(newest, version.inputs())
                        && InputSchemas.used(schemas.read(newest, SqlPlanner.flink(version.sql())))
                                .equals(version.used());
    }

    static boolean sameBeginnings(Map<String, Version.Input> one, Map<String, Version.Input> other) {
        return one.entrySet().stream().allMatch(input -> {
            Version.Input same = other.get(input.getKey());
            return same != null && same.from().equals(input.getValue().from());
        });
    }
}
