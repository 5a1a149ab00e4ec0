package dev.freshet.sink.connectors;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.secret.Secrets;
import dev.freshet.sink.destination.Destination;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.destination.DestinationFactory;
import dev.freshet.sink.destination.duckdb.DuckDbDestination;
import dev.freshet.sink.destination.postgresql.PostgresDestination;
import dev.freshet.sink.destination.snowflake.SnowflakeDestination;

/** The destinations that this service knows. */
public final class Connectors implements DestinationFactory {
    private final Secrets secrets;

    public Connectors(Secrets secrets) {
        this.secrets = secrets;
    }

    @Override
    public Destination open(String name, DestinationSpec spec) {
        return switch (spec.connector()) {
            case "duckdb" -> new DuckDbDestination(name, spec);
            case "postgresql" ->
                new PostgresDestination(
                        name, spec, text -> secrets.resolve(text).reveal());
            case "snowflake" ->
                new SnowflakeDestination(
                        name, spec, text -> secrets.resolve(text).reveal());
            default ->
                throw new DestinationException.Misconfigured(
                        "destination '" + name + "': there is no connector '" + spec.connector() + "'",
                        "use one of " + DestinationSpec.CONNECTORS,
                        null);
        };
    }

    @Override
    public boolean exclusive(DestinationSpec spec) {
        return spec.connector().equals("duckdb");
    }
}
