package dev.freshet.avro;

/** A value or bytes that do not fit their schema, collecting the field's path on its way up. Never holds a value. */
final class Misfit extends RuntimeException {
    private final String reason;
    private final String path;

    Misfit(String reason) {
        this(reason, "");
    }

    private Misfit(String reason, String path) {
        super(reason, null, false, false);
        this.reason = reason;
        this.path = path;
    }

    /** The same misfit, seen from one level further out. */
    Misfit in(String field) {
        return new Misfit(reason, path.isEmpty() ? field : field + '.' + path);
    }

    /** For messages: {@code field 'after.price' is null but its schema requires a value}. */
    String describe() {
        return path.isEmpty() ? "the value " + reason : "field '" + path + "' " + reason;
    }
}
