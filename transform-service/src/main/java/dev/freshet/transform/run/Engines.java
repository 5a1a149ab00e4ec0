package dev.freshet.transform.run;

import dev.freshet.avro.DecodingException;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.TransformSpec;
import dev.freshet.registry.RegistryException;
import dev.freshet.transform.apply.Inputs;
import dev.freshet.transform.apply.Programs;
import dev.freshet.transform.flink.job.FlinkParts;
import dev.freshet.transform.plan.NeedsFlinkException;
import dev.freshet.transform.plan.SqlException;
import dev.freshet.transform.plan.SqlPlanner;
import java.util.List;

/**
 * Who runs a transform. One that has run on Flink stays there: the positions of its rows are those of its versions, and rows with the
 * positions of a source would be taken for older ones.
 */
final class Engines {
    private final Parts parts;
    private final Inputs inputs;

    Engines(Parts parts) {
        this.parts = parts;
        this.inputs = new Inputs(parts.registry());
    }

    enum Engine {
        SERVICE,
        FLINK
    }

    /** The service is to run what has run on Flink. */
    static final class OnFlinkException extends RuntimeException {
        static final String MEND = "set engine to flink or auto, or declare it under another name";

        OnFlinkException(String name) {
            super("transform " + name + " has run on Flink: the service cannot go on with its table");
        }
    }

    /**
     * @throws SqlException when the SQL is none
     * @throws NeedsFlinkException when the service is asked for and cannot
     */
    Engine of(Resource<TransformSpec> transform) {
        String name = transform.id().name();
        return switch (transform.spec().engine()) {
            case FLINK -> Engine.FLINK;
            case SERVICE -> {
                Supervisor.definition(name, transform.spec());
                if (known(name)) {
                    throw new OnFlinkException(name);
                }
                yield Engine.SERVICE;
            }
            case AUTO -> needsFlink(name, transform.spec()) || known(name) ? Engine.FLINK : Engine.SERVICE;
        };
    }

    private boolean needsFlink(String name, TransformSpec spec) {
        try {
            Programs.Definition definition = Supervisor.definition(name, spec);
            inputs.newest(definition.inputTopic())
                    .ifPresent(version -> SqlPlanner.plan(
                            spec.sql(), definition.input(), version.layout().table(), List.of(), spec.key()));
            return false;
        } catch (NeedsFlinkException e) {
            return true;
        } catch (SqlException | DecodingException | RegistryException toBeSaidWhenItRuns) {
            return false;
        }
    }

    private boolean known(String name) {
        FlinkParts flink = parts.flink();
        return flink != null && flink.log().known().contains(name);
    }
}
