package dev.freshet.transform.apply;

import dev.freshet.avro.EnvelopeLayout;
import dev.freshet.avro.EnvelopeWriter;
import dev.freshet.evolution.Widening;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.schema.TableSchema;
import dev.freshet.transform.plan.Plan;
import dev.freshet.transform.plan.SqlPlanner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Programs of one transform by the writer schemas of its input; compiled, and the output's schemas registered, when first needed. For one thread. */
public final class Programs {
    /** For a table without a key. */
    public static final int NO_KEY = 0;

    private final Definition definition;
    private final GuardedRegistry registry;
    private final Inputs inputs;
    private final Map<Long, ChangeProgram> known = new HashMap<>();

    /**
     * What the transform is.
     *
     * @param input       name of the input in the SQL
     * @param inputTopic  where its events come from
     * @param outputTopic where the result goes
     * @param key         as declared; empty: as the SQL has it
     */
    public record Definition(
            String sql, String input, String inputTopic, String outputTopic, List<String> key, boolean nullOnError) {}

    public Programs(Definition definition, GuardedRegistry registry) {
        this.definition = definition;
        this.registry = registry;
        this.inputs = new Inputs(registry);
    }

    /**
     * The program for events of these writer schemas.
     *
     * @throws dev.freshet.transform.plan.SqlException when the SQL does not fit this version of the table
     * @throws dev.freshet.transform.plan.NeedsFlinkException when it needs another engine for it
     * @throws dev.freshet.registry.IncompatibleSchemaException when the registry's rule refuses the output
     * @throws dev.freshet.registry.RegistryException when the registry refuses or cannot be asked
     * @throws dev.freshet.avro.DecodingException when it is no schema of change events
     */
    public ChangeProgram program(int valueId, int keyId) {
        long ids = (long) valueId << 32 | keyId & 0xFFFFFFFFL;
        ChangeProgram program = known.get(ids);
        if (program == null) {
            program = compile(valueId, keyId);
            known.put(ids, program);
        }
        return program;
    }

    private ChangeProgram compile(int valueId, int keyId) {
        EnvelopeLayout layout = inputs.version(valueId, keyId).layout();
        Plan plan = SqlPlanner.plan(
                definition.sql(),
                definition.input(),
                layout.table(),
                inputs.later(definition.inputTopic(), layout.table()),
                definition.key());
        EnvelopeWriter writer = EnvelopeWriter.compile(
                layout,
                plan.columns().stream().map(Plan.PlannedColumn::output).toList(),
                plan.key(),
                definition.outputTopic());
        String outputKey = writer.keySchema();
        return new ChangeProgram(
                new RowProgram(plan, definition.nullOnError()),
                layout,
                writer,
                registry.registerGuarded(definition.outputTopic() + "-value", writer.valueSchema(), Programs::lossless),
                outputKey == null
                        ? NO_KEY
                        : registry.registerGuarded(
                                definition.outputTopic() + "-key", outputKey, (newest, next) -> true));
    }

    /** Whether what both have in common widens one way or the other: no value is lost. */
    public static boolean lossless(String newest, String next) {
        TableSchema one = EnvelopeLayout.compile(newest, null).table();
        TableSchema other = EnvelopeLayout.compile(next, null).table();
        return one.columns().stream()
                .allMatch(column -> other.column(column.name())
                        .map(same ->
                                Widening.fits(column.type(), same.type()) || Widening.fits(same.type(), column.type()))
                        .orElse(true));
    }
}
