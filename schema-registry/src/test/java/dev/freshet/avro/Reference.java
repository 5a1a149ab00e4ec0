package dev.freshet.avro;

import io.apicurio.registry.serde.avro.NonRecordContainer;
import io.apicurio.registry.utils.converter.avro.AvroData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.data.Schema;

/** What everybody else does: AvroData and Avro's generic writer. */
final class Reference {
    private final AvroData avroData = new AvroData(1000);

    org.apache.avro.Schema schema(Schema connect) {
        return avroData.fromConnectSchema(connect);
    }

    byte[] body(Schema connect, Object value) {
        org.apache.avro.Schema schema = schema(connect);
        Object datum = avroData.fromConnectData(connect, value);
        return write(schema, datum instanceof NonRecordContainer container ? container.getValue() : datum);
    }

    static byte[] write(org.apache.avro.Schema schema, Object datum) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
