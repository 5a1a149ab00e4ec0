package dev.freshet.avro;

import dev.freshet.registry.Framing;
import io.apicurio.registry.utils.converter.avro.AvroData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.data.Struct;

/** By hand: what one envelope of twelve columns costs, in nanoseconds. Not a test: it asserts nothing. */
public final class EncoderCost {
    private static final int ROUNDS = 7;
    private static final int VALUES = 300_000;

    private EncoderCost() {}

    private interface Work {
        int once(int i) throws IOException;
    }

    public static void main(String[] args) throws IOException {
        Struct[] values = new Struct[64];
        for (int i = 0; i < values.length; i++) {
            values[i] = MySqlEnvelopes.change(
                    MySqlEnvelopes.ENVELOPE,
                    "u",
                    i % 2 == 0 ? MySqlEnvelopes.order(i) : null,
                    MySqlEnvelopes.order(i + 1_000_000L));
        }
        AvroData avroData = new AvroData(1000);
        org.apache.avro.Schema schema = avroData.fromConnectSchema(MySqlEnvelopes.ENVELOPE);
        GenericDatumWriter<Object> writer = new GenericDatumWriter<>(schema);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder[] binary = new BinaryEncoder[1];
        measure("AvroData + GenericDatumWriter", i -> {
            out.reset();
            binary[0] = EncoderFactory.get().binaryEncoder(out, binary[0]);
            writer.write(avroData.fromConnectData(MySqlEnvelopes.ENVELOPE, values[i & 63]), binary[0]);
            binary[0].flush();
            return out.toByteArray().length;
        });
        RecordEncoder encoder = new RecordEncoder(new InMemoryRegistry());
        measure("RecordEncoder", i -> encoder.encode("t-value", MySqlEnvelopes.ENVELOPE, values[i & 63]).length);

        byte[][] messages = new byte[64][];
        for (int i = 0; i < 64; i++) {
            messages[i] = encoder.encode("t-value", MySqlEnvelopes.ENVELOPE, values[i]);
        }
        System.out.println("bytes " + messages[0].length + " with before, " + messages[1].length + " without");
        GenericDatumReader<Object> reader = new GenericDatumReader<>(schema);
        BinaryDecoder[] decoder = new BinaryDecoder[1];
        measure("GenericDatumReader", i -> {
            byte[] message = messages[i & 63];
            decoder[0] = DecoderFactory.get()
                    .binaryDecoder(message, Framing.LENGTH, message.length - Framing.LENGTH, decoder[0]);
            return ((GenericRecord) reader.read(null, decoder[0])).getSchema() == schema ? 1 : 0;
        });
        EnvelopeDecoder envelopes = EnvelopeDecoderTest.decoder(MySqlEnvelopes.ENVELOPE, MySqlEnvelopes.KEY);
        measure("EnvelopeDecoder", i -> envelopes.decode(messages[i & 63]).values().length);
    }

    private static void measure(String name, Work work) throws IOException {
        double[] nanos = new double[ROUNDS];
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < VALUES; i++) {
                sum += work.once(i);
            }
            nanos[round] = (System.nanoTime() - start) / (double) VALUES;
        }
        Arrays.sort(nanos);
        System.out.printf(Locale.ROOT, "%-32s %7.0f ns (best %.0f) %d%n", name, nanos[ROUNDS / 2], nanos[0], sum & 1);
    }
}
