package dev.freshet.sink.apply;

import dev.freshet.avro.DecodingException;
import dev.freshet.avro.EnvelopeDecoder;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.evolution.EvolutionPolicy;
import dev.freshet.evolution.TableChange;
import dev.freshet.registry.RegistryException;
import dev.freshet.registry.RegistryUnavailableException;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.Arrival;
import dev.freshet.sink.batch.OffsetRange;
import dev.freshet.sink.batch.Progress;
import dev.freshet.sink.batch.SchemaIds;
import dev.freshet.sink.batch.SchemaRun;
import dev.freshet.sink.batch.SinkBatch;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.deadletter.DeadLetter;
import dev.freshet.sink.deadletter.DeadLetters;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.route.TargetNames;
import java.time.Clock;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what was taken of a topic, run by run. Used by one thread. */
public final class BatchWriter {
    private static final TableSchema NO_COLUMNS = new TableSchema(List.of(), List.of());

    private final String pipeline;
    private final PipelineSpec spec;
    private final TargetNames names;
    private final DecoderCache decoders;
    private final DeadLetters deadLetters;
    private final ApplyListener listener;
    private final DefinitionWriter definitions;

    public BatchWriter(
            String pipeline,
            PipelineSpec spec,
            DecoderCache decoders,
            DeadLetters deadLetters,
            ApplyListener listener,
            Clock clock) {
        this.pipeline = pipeline;
        this.spec = spec;
        this.names = new TargetNames(spec.source(), spec.schema(), spec.table());
        this.decoders = decoders;
        this.deadLetters = deadLetters;
        this.listener = listener;
        this.definitions = new DefinitionWriter(pipeline, spec, names, listener, clock);
    }

    /**
     * Applies every record of the take, or makes it a dead letter.
     *
     * @return per partition the offset that the destination is at now
     * @throws DestinationException but for Rejected; what was committed before stays
     * @throws RewriteNeeded when the table is to be rewritten before; what was committed before stays
     * @throws RegistryUnavailableException when a new schema cannot be fetched now
     * @throws DeadLetters.Unavailable when a dead letter cannot be stored now
     */
    public Map<Integer, Long> write(Take take, OpenSession session) {
        Progress progress = new Progress(take.next());
        for (SchemaRun run : SchemaRun.split(take.arrivals())) {
            new RunWriter(take.topic(), session, progress).write(run);
        }
        return progress.next();
    }

    /**
     * Applies a definition change; all rows before it are written.
     *
     * @param boundary one record of the change per partition
     * @return per partition the offset that the destination is at now
     * @throws NotYet when another table of the pipeline must be changed before
     * @throws DestinationException when it cannot be applied now
     * @throws dev.freshet.evolution.UnwantedChangeException when the policy says that a person is to decide
     */
    public Map<Integer, Long> change(Take boundary, OpenSession session) {
        return definitions.write(boundary, session);
    }

    /** A table was rewritten, so that the rows that waited for it fit. */
    public void rewritten(String topic, RewriteNeeded needed, long nanos) {
        listener.evolved(topic, names.target(topic), needed.changes(), nanos);
    }

    private final class RunWriter {
        private final String topic;
        private final TableName target;
        private final OpenSession session;
        private final Progress progress;
        /** Dead letters already: a refused batch comes again in halves. */
        private final Set<Arrival> setAside = Collections.newSetFromMap(new IdentityHashMap<>());

        RunWriter(String topic, OpenSession session, Progress progress) {
            this.topic = topic;
            this.target = session.current(names.target(topic));
            this.session = session;
            this.progress = progress;
        }

        void write(SchemaRun run) {
            if (run.ids().equals(SchemaIds.UNREADABLE)) {
                setAside(
                        run.arrivals(),
                        "the record has no readable 'freshet' header or is not in the Confluent wire format",
                        "let nothing but the source write to this topic");
                return;
            }
            EnvelopeDecoder decoder;
            try {
                decoder = decoders.decoder(run.ids());
            } catch (RegistryUnavailableException later) {
                throw later;
            } catch (RegistryException | DecodingException unusable) {
                setAside(
                        run.arrivals(),
                        "writer schema " + run.ids().value() + ": " + unusable.getMessage(),
                        "check that the sink uses the registry that the source registers its schemas with");
                return;
            }
            write(run.arrivals(), decoder);
        }

        /** All of them are dead letters. */
        private void setAside(List<Arrival> arrivals, String cause, String mend) {
            reject(arrivals.stream()
                    .filter(arrival -> arrival.value() != null)
                    .map(arrival -> new DeadLetter(topic, arrival, DeadLetter.Stage.DECODE, cause, mend))
                    .toList());
            commit(batch(NO_COLUMNS, List.of(), arrivals), arrivals);
        }

        private void write(List<Arrival> arrivals, EnvelopeDecoder decoder) {
            TableSchema schema = NamedKey.of(spec, names.table(topic).toString(), decoder.table(), arrivals);
            Rows reader = read(arrivals, decoder, schema);
            if (schema.key().isEmpty() && spec.mode() == PipelineSpec.Mode.UPSERT) {
                listener.appendsWithoutKey(topic, target);
            }
            if (reader.truncates() > 0) {
                listener.truncateIgnored(topic, target);
            }
            SinkBatch batch = align(batch(schema, reader.rows(), arrivals));
            try {
                reject(reader.rejected());
                commit(batch, arrivals);
            } catch (DestinationException.Rejected refused) {
                if (arrivals.size() > 1) {
                    halve(arrivals, decoder);
                } else {
                    refused(arrivals, decoder, schema, refused);
                }
            }
        }

        private Rows read(List<Arrival> arrivals, EnvelopeDecoder decoder, TableSchema schema) {
            if (!schema.enforced()) {
                NamedKeyReader reader = new NamedKeyReader(topic, decoder, schema, setAside);
                reader.read(arrivals);
                if (reader.alike()) {
                    listener.alikeInKey(topic, target, schema.key());
                }
                return reader;
            }
            RowReader reader = new RowReader(topic, decoder, setAside);
            if (mode(schema) == PipelineSpec.Mode.UPSERT) {
                reader.readLatest(arrivals);
            } else {
                reader.readAll(arrivals);
            }
            return reader;
        }

        private void refused(
                List<Arrival> one, EnvelopeDecoder decoder, TableSchema schema, DestinationException.Rejected refused) {
            boolean first = !setAside.contains(one.getFirst());
            if (first) {
                reject(List.of(new DeadLetter(
                        topic,
                        one.getFirst(),
                        DeadLetter.Stage.APPLY,
                        String.valueOf(refused.getMessage()),
                        refused.mend())));
            }
            if (first && !schema.enforced()) {
                // a row that cannot be written as it is has left the key that it had all the same
                write(one, decoder);
            } else {
                commit(batch(NO_COLUMNS, List.of(), one), one);
            }
        }

        private void halve(List<Arrival> arrivals, EnvelopeDecoder decoder) {
            int middle = arrivals.size() / 2;
            write(arrivals.subList(0, middle), decoder);
            write(arrivals.subList(middle, arrivals.size()), decoder);
        }

        /** The batch as the table takes it: where the table is not to change, without the columns that it lacks. */
        private SinkBatch align(SinkBatch batch) {
            if (batch.rows().isEmpty()) {
                return batch;
            }
            EvolutionPolicy policy = spec.schemaChanges().of(names.table(topic).toString());
            long begun = System.nanoTime();
            List<TableChange> changes = session.align(batch, policy);
            if (!changes.isEmpty()) {
                listener.evolved(topic, target, changes, System.nanoTime() - begun);
            }
            return policy.behavior() == EvolutionPolicy.Behavior.IGNORE
                    ? session.table(target).map(batch::within).orElse(batch)
                    : batch;
        }

        private void commit(SinkBatch batch, List<Arrival> arrivals) {
            session.write(batch);
            progress.advance(batch.offsets());
            listener.applied(batch, arrivals);
        }

        private void reject(List<DeadLetter> letters) {
            if (!letters.isEmpty()) {
                deadLetters.store(letters);
                letters.forEach(letter -> setAside.add(letter.arrival()));
                listener.rejected(letters);
            }
        }

        private PipelineSpec.Mode mode(TableSchema schema) {
            return schema.key().isEmpty() ? PipelineSpec.Mode.APPEND : spec.mode();
        }

        private SinkBatch batch(TableSchema schema, List<SinkRow> rows, List<Arrival> arrivals) {
            Map<Integer, OffsetRange> offsets = progress.ranges(arrivals);
            return new SinkBatch(pipeline, topic, target, schema, mode(schema), spec.deletes(), rows, offsets);
        }
    }
}
