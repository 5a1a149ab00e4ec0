package dev.freshet.registry.apicurio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.avro.EnvelopeDecoder;
import dev.freshet.avro.MySqlEnvelopes;
import dev.freshet.avro.RecordEncoder;
import dev.freshet.event.RowChange;
import dev.freshet.registry.Framing;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our bytes and those of Apicurio's own serde, against the real server. */
class SerdeIT {
    private static final String TOPIC = "shop.shop.orders";

    private static RegistryServer server;

    @BeforeAll
    static void start() {
        server = RegistryServer.shared();
    }

    @Test
    void eachReadsTheOthersBytesAndTheyAreTheSame() {
        ApicurioRegistry registry = new ApicurioRegistry(server.ccompat());
        Struct value =
                MySqlEnvelopes.change(MySqlEnvelopes.ENVELOPE, "u", MySqlEnvelopes.order(1), MySqlEnvelopes.order(2));
        byte[] ours = new RecordEncoder(registry).encode(TOPIC + "-value", MySqlEnvelopes.ENVELOPE, value);

        GenericRecord read = readByTheSerde(ours);
        assertThat(read.get("op").toString()).isEqualTo("u");
        GenericRecord after = (GenericRecord) read.get("after");
        assertThat(after.get("order_id")).isEqualTo(2L);
        assertThat(after.get("note").toString())
                .isEqualTo(value.getStruct("after").getString("note"));
        assertThat(((ByteBuffer) after.get("total")).remaining()).isEqualTo(2);

        assertThat(writtenByTheSerde(read, true)).isEqualTo(ours);
        byte[] scattered = writtenByTheSerde(read, false);
        assertThat(Framing.schemaId(scattered)).isNotEqualTo(Framing.schemaId(ours));
        RowChange change = EnvelopeDecoder.compile(registry.schema(Framing.schemaId(scattered)), null)
                .decode(scattered);
        assertThat(change.values()[0]).isEqualTo(2L);
    }

    private static GenericRecord readByTheSerde(byte[] message) {
        try (AvroKafkaDeserializer<GenericRecord> deserializer = new AvroKafkaDeserializer<>()) {
            deserializer.configure(Map.of("apicurio.registry.url", server.apicurio()), false);
            return deserializer.deserialize(TOPIC, message);
        }
    }

    /** @param whole one schema; else (the serde's default) each nested record is a subject of its own */
    private static byte[] writtenByTheSerde(GenericRecord record, boolean whole) {
        try (AvroKafkaSerializer<GenericRecord> serializer = new AvroKafkaSerializer<>()) {
            serializer.configure(
                    Map.of(
                            "apicurio.registry.url",
                            server.apicurio(),
                            "apicurio.registry.auto-register",
                            "true",
                            "apicurio.registry.dereference-schema",
                            Boolean.toString(whole)),
                    false);
            return serializer.serialize(TOPIC, record);
        }
    }
}
