package dev.freshet.local.client;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One resource as a person writes it: {@code kind}, {@code name}, and the fields of its spec flat beside them. */
public record Resource(Kind kind, String name, ObjectNode body) {
    /** In the order in which they must be applied: a transform refers to sources, a pipeline to all others. */
    public enum Kind {
        SOURCE("Source", "sources"),
        TRANSFORM("Transform", "transforms"),
        DESTINATION("Destination", "destinations"),
        PIPELINE("Pipeline", "pipelines");

        private final String word;
        private final String path;

        Kind(String word, String path) {
            this.word = word;
            this.path = path;
        }

        public String word() {
            return word;
        }

        public String path() {
            return path;
        }
    }
}
