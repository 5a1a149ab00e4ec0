package dev.freshet.event;

/** What a change event did to its row. Codes are Debezium's ({@code op} in the envelope). */
public enum Operation {
    READ("r"),
    CREATE("c"),
    UPDATE("u"),
    DELETE("d"),
    TRUNCATE("t");

    private final String code;

    Operation(String code) {
        this.code = code;
    }

    /** Debezium's one-letter code. */
    public String code() {
        return code;
    }

    /**
     * The operation behind Debezium's code.
     *
     * @throws IllegalArgumentException when Debezium has no such operation
     */
    public static Operation of(String code) {
        return switch (code) {
            case "r" -> READ;
            case "c" -> CREATE;
            case "u" -> UPDATE;
            case "d" -> DELETE;
            case "t" -> TRUNCATE;
            default -> throw new IllegalArgumentException("unknown operation code '" + code + "' in a change event");
        };
    }
}
