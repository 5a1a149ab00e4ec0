package dev.freshet.local.parts;

/** What can be fetched. Each has a POM of its own under {@code deploy/local/parts}, which also states its version; MySQL has
 * one for each {@link MySqlRelease}. */
public enum Part {
    KAFKA("kafka"),
    APICURIO("apicurio"),
    MYSQL("mysql"),
    POSTGRES("postgres"),
    FLINK("flink");

    private final String word;

    Part(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
