package dev.freshet.source.stream;

import org.jspecify.annotations.Nullable;

/** A record's key (null: none) and value. */
@SuppressWarnings("ArrayRecordComponent") // made once, sent, never compared
public record EncodedEvent(byte @Nullable [] key, byte[] value) {
    public int bytes() {
        return (key == null ? 0 : key.length) + value.length;
    }
}
