package dev.freshet.sink.run;

import dev.freshet.evolution.UnwantedChangeException;
import dev.freshet.registry.RegistryUnavailableException;
import dev.freshet.sink.deadletter.DeadLetters;
import dev.freshet.sink.destination.DestinationException;

/**
 * Something that keeps a pipeline, or one of its tables, from going on.
 *
 * @param cause       what went wrong and where
 * @param mend        what a person can do
 * @param needsPerson it will not mend itself; it is looked at again now and then all the same
 */
public record Fault(String cause, String mend, boolean needsPerson) {
    static Fault of(RuntimeException problem) {
        String message = problem.getMessage() == null ? problem.toString() : problem.getMessage();
        return switch (problem) {
            case DestinationException.Misconfigured misconfigured -> new Fault(message, misconfigured.mend(), true);
            case DestinationException refused -> new Fault(message, refused.mend(), false);
            case RegistryUnavailableException silent ->
                new Fault(message, "start the schema registry, or correct FRESHET_REGISTRY_URL", false);
            case UnwantedChangeException unwanted ->
                new Fault(
                        message,
                        "change the destination's table by hand, or set schemaChanges of the pipeline to evolve; the table goes on by itself",
                        true);
            case DeadLetters.Unavailable silent -> new Fault(message, "check Kafka and the sink's access to it", false);
            default ->
                new Fault(
                        "unexpected " + problem.getClass().getSimpleName() + ": " + message,
                        "this is a defect of Freshet: report it with the service's log",
                        false);
        };
    }
}
