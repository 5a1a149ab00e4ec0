package dev.freshet.transform.stream;

import dev.freshet.avro.DecodingException;
import dev.freshet.avro.EncodingException;
import dev.freshet.event.DefinitionChange;
import dev.freshet.event.EventStamp;
import dev.freshet.registry.Framing;
import dev.freshet.registry.IncompatibleSchemaException;
import dev.freshet.registry.RegistryException;
import dev.freshet.registry.RegistryUnavailableException;
import dev.freshet.transform.apply.Boundary;
import dev.freshet.transform.apply.ChangeProgram;
import dev.freshet.transform.apply.Programs;
import dev.freshet.transform.eval.EvaluationException;
import dev.freshet.transform.plan.NeedsFlinkException;
import dev.freshet.transform.plan.SqlException;
import dev.freshet.transform.plan.SqlPlanner;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** One record of the input to at most one of the output, and to a dead letter when its row cannot be evaluated. For one thread. */
final class RecordStep {
    private final Programs.Definition definition;
    private final Programs programs;
    private final SqlPlanner.Reads reads;
    private final DeadLetters letters;
    private @Nullable ChangeProgram last;
    private int lastValueId = -1;
    private int lastKeyId = -1;

    RecordStep(Programs.Definition definition, Programs programs, String transform, Clock clock) {
        this.definition = definition;
        this.programs = programs;
        this.reads = SqlPlanner.reads(definition.sql());
        this.letters = new DeadLetters(transform, clock);
    }

    interface Out {
        void send(ProducerRecord<byte[], byte[]> record);

        void reject(ProducerRecord<byte[], byte[]> letter);

        void remark(String message);
    }

    /**
     * @throws Hold when a person must decide
     * @throws RegistryUnavailableException when a schema seen for the first time cannot be fetched now
     */
    void apply(ConsumerRecord<byte[], byte[]> record, Out out) {
        Header change = record.headers().lastHeader(DefinitionChange.HEADER);
        if (change != null) {
            boundary(record, change.value(), out);
        } else if (record.value() != null) {
            row(record, record.value(), out);
        }
        // a tombstone follows a delete, on compacted topics only: the delete says it
    }

    private void boundary(ConsumerRecord<byte[], byte[]> record, byte[] header, Out out) {
        DefinitionChange change;
        try {
            change = DefinitionChange.of(header);
        } catch (IllegalArgumentException e) {
            throw new Hold(String.valueOf(e.getMessage()), "update transform-service: a newer source wrote it");
        }
        Boundary boundary = Boundary.of(change, reads.names(), reads.star());
        if (!boundary.blocked().isEmpty()) {
            throw new Hold(
                    boundary.blocked(),
                    "change the transform's SQL to the table as it is now; it goes on with the rows behind the change");
        }
        if (!boundary.remark().isEmpty()) {
            out.remark(boundary.remark());
        }
        ProducerRecord<byte[], byte[]> passed =
                new ProducerRecord<>(definition.outputTopic(), record.partition(), null, null);
        passed.headers().add(DefinitionChange.HEADER, boundary.passed().toBytes());
        stamp(record.headers(), passed.headers());
        out.send(passed);
    }

    private static void stamp(Headers from, Headers to) {
        Header stamp = from.lastHeader(EventStamp.HEADER);
        if (stamp != null) {
            to.add(stamp);
        }
    }

    private void row(ConsumerRecord<byte[], byte[]> record, byte[] value, Out out) {
        ChangeProgram program;
        byte[] result;
        try {
            program = program(record.key(), value);
            result = program.apply(value);
        } catch (DecodingException | EncodingException | IllegalArgumentException e) {
            reject(
                    record,
                    "decode",
                    String.valueOf(e.getMessage()),
                    "the topic must hold change events of a source",
                    out);
            return;
        }
        if (result != null) {
            ProducerRecord<byte[], byte[]> made = new ProducerRecord<>(
                    definition.outputTopic(), record.partition(), program.key(record.key()), result);
            stamp(record.headers(), made.headers());
            out.send(made);
        }
        EvaluationException failure = program.failure();
        if (failure != null) {
            reject(
                    record,
                    "evaluate",
                    String.valueOf(failure.getMessage()),
                    "correct the row at its source, use TRY_CAST, or set onError to null",
                    out);
        }
    }

    private ChangeProgram program(byte @Nullable [] key, byte[] value) {
        int valueId = Framing.schemaId(value);
        int keyId = key == null ? Programs.NO_KEY : Framing.schemaId(key);
        ChangeProgram known = last;
        if (known != null && valueId == lastValueId && keyId == lastKeyId) {
            return known;
        }
        ChangeProgram found = find(valueId, keyId);
        last = found;
        lastValueId = valueId;
        lastKeyId = keyId;
        return found;
    }

    private ChangeProgram find(int valueId, int keyId) {
        try {
            return programs.program(valueId, keyId);
        } catch (SqlException e) {
            throw new Hold(
                    "the SQL does not fit the table any more: " + e.getMessage(),
                    "change the transform's SQL to the table as it is now");
        } catch (NeedsFlinkException e) {
            throw new Hold(
                    "the SQL needs Flink for the table as it is now: " + e.reason(), "change the transform's SQL");
        } catch (IncompatibleSchemaException e) {
            throw new Hold(
                    String.valueOf(e.getMessage()),
                    "cast the column to its former type in the SQL, give it another name, or set the subject's compatibility to NONE"
                            + " when no reader minds");
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (RegistryException e) {
            throw new Hold(String.valueOf(e.getMessage()), "see the registry's log");
        }
    }

    private void reject(ConsumerRecord<byte[], byte[]> record, String stage, String cause, String mend, Out out) {
        out.reject(letters.of(record, stage, cause, mend));
    }
}
