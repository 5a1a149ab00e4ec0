package dev.freshet.sink.batch;

/** A record's header, untouched. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RawHeader(String name, byte[] value) {}
