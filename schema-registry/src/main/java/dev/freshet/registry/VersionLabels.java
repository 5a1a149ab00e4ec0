package dev.freshet.registry;

import java.util.List;
import java.util.Map;

/** What stands beside the versions of a subject, for registries that keep labels. Safe for use by several threads. */
public interface VersionLabels {
    /**
     * One version of a subject.
     *
     * @param id      the schema's, as in the framing of messages
     * @param version the registry's own name of it, e.g. {@code 3}
     */
    record Version(int id, String version) {}

    /**
     * All versions of a subject, oldest first; empty when there is no such subject.
     *
     * @throws RegistryUnavailableException when the registry cannot be reached or answers 5xx: retry
     * @throws RegistryException when it refuses
     */
    List<Version> versions(String subject);

    /** The labels of a version; throws as {@link #versions}. */
    Map<String, String> labels(String subject, String version);

    /** Puts labels beside a version, in place of those that are there; throws as {@link #versions}. */
    void label(String subject, String version, Map<String, String> labels);
}
