package dev.freshet.control.resource;

/** Kinds of resource, with the word used in keys ({@code source/shop}), in files and in REST paths. */
public enum Kind {
    SOURCE("Source", "source", "sources"),
    TRANSFORM("Transform", "transform", "transforms"),
    DESTINATION("Destination", "destination", "destinations"),
    PIPELINE("Pipeline", "pipeline", "pipelines");

    private final String label;
    private final String singular;
    private final String plural;

    Kind(String label, String singular, String plural) {
        this.label = label;
        this.singular = singular;
        this.plural = plural;
    }

    /** As in files: {@code Source}. */
    public String label() {
        return label;
    }

    /** As in keys: {@code source}. */
    public String singular() {
        return singular;
    }

    /** As in REST paths: {@code sources}. */
    public String plural() {
        return plural;
    }
}
