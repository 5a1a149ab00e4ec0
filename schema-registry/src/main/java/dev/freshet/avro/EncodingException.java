package dev.freshet.avro;

/** A value does not fit its schema; the message names the field's path, never its value. */
public class EncodingException extends RuntimeException {
    public EncodingException(String message) {
        super(message);
    }

    public EncodingException(String message, Throwable cause) {
        super(message, cause);
    }
}
