package dev.freshet.source.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;

/** The records of {@code freshet.offsets} as JSON: key {@code ["shop",{"server":"shop"}]}, value {@link SourceOffset}. */
final class OffsetJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OffsetJson() {}

    static byte[] key(String source) {
        return bytes(new Object[] {source, Map.of("server", source)});
    }

    static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an offset of plain values is always JSON", e);
        }
    }

    static SourceOffset read(byte[] value) {
        try {
            return JSON.readValue(value, SourceOffset.class);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "a record of " + OffsetLog.TOPIC
                            + " is not a source offset: delete the source's record to start anew",
                    e);
        }
    }
}
