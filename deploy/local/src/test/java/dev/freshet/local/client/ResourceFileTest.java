package dev.freshet.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResourceFileTest {
    @Test
    void documentsAreSortedSoThatReferencesExistFirst() {
        var resources = ResourceFile.parse("""
                kind: Pipeline
                name: p
                ---
                # a comment only
                ---
                kind: Destination
                name: warehouse
                ---
                {"kind": "Source", "name": "shop", "config": {"snapshot.mode": "initial"}}
                """, "f.yaml");

        assertThat(resources).extracting(Resource::name).containsExactly("shop", "warehouse", "p");
        assertThat(resources
                        .getFirst()
                        .body()
                        .path("config")
                        .path("snapshot.mode")
                        .asText())
                .isEqualTo("initial");
    }

    @Test
    void aWrongKindSaysWhichAreRight() {
        assertThatThrownBy(() -> ResourceFile.parse("kind: Sink\nname: x", "f.yaml"))
                .isInstanceOf(Refused.class)
                .hasMessage("f.yaml, document 1: kind is 'Sink'; write Source, Transform, Destination or Pipeline");
    }

    @Test
    void brokenYamlNamesTheLine() {
        assertThatThrownBy(() -> ResourceFile.parse("kind: Source\nname: [x", "f.yaml"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("f.yaml")
                .hasMessageContaining("line");
    }

    @Test
    void problemsAreReadable() {
        assertThat(Problem.readable("POST /api/v1/sources", 422, """
                        {"title": "Not valid", "detail": "2 fields", "violations":
                         [{"field": "host", "problem": "is missing", "mend": "add host: ..."}]}""")).isEqualTo("""
                        POST /api/v1/sources: Not valid (HTTP 422)
                          2 fields
                          host: is missing
                              mend: add host: ...""");
    }
}
