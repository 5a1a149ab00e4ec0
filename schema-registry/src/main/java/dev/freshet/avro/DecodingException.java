package dev.freshet.avro;

/** Bytes that are not a change event of their writer schema; the message names the field's path, never a value. */
public class DecodingException extends RuntimeException {
    public DecodingException(String message) {
        super(message);
    }

    public DecodingException(String message, Throwable cause) {
        super(message, cause);
    }
}
