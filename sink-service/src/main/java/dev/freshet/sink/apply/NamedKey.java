package dev.freshet.sink.apply;

import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.schema.Column;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.destination.DestinationException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The key that a pipeline names for a table that has none at the source. */
final class NamedKey {
    private NamedKey() {}

    /**
     * The schema with that key; the schema as it is when none is named, or when the source has come to have the same one.
     *
     * @param table    as database.table
     * @param arrivals records of this schema
     * @throws DestinationException.Misconfigured when the table has another key or lacks a column of it, or when the records' order is lost
     */
    static TableSchema of(PipelineSpec spec, String table, TableSchema schema, List<Arrival> arrivals) {
        Optional<List<String>> named = spec.mode() == Mode.UPSERT ? spec.keys().of(table) : Optional.empty();
        if (named.isEmpty() || Set.copyOf(schema.key()).equals(Set.copyOf(named.get()))) {
            return schema;
        }
        List<String> key = named.get();
        String entry = "keys of the pipeline names (" + String.join(", ", key) + ") for " + table;
        if (!schema.key().isEmpty()) {
            throw new DestinationException.Misconfigured(
                    entry + ", but the source has a key for it: (" + String.join(", ", schema.key()) + ")",
                    "remove the entry: records are in order by the source's key only",
                    null);
        }
        List<String> columns = schema.columns().stream().map(Column::name).toList();
        if (!columns.containsAll(key)) {
            List<String> unknown =
                    key.stream().filter(name -> !columns.contains(name)).toList();
            throw new DestinationException.Misconfigured(
                    entry + ", but it has no column " + String.join(", ", unknown),
                    "name columns of the table, spelt as the source spells them: " + String.join(", ", columns),
                    null);
        }
        if (arrivals.stream().anyMatch(arrival -> arrival.partition() != 0 && arrival.value() != null)) {
            throw new DestinationException.Misconfigured(
                    entry + ", but its records stand in several partitions, so that their order is lost",
                    "they are not from this version's source: delete the topic and take a new snapshot of the table, or remove the entry",
                    null);
        }
        return new TableSchema(schema.columns(), key, false);
    }
}
