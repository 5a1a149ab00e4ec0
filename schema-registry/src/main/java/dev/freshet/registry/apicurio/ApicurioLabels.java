package dev.freshet.registry.apicurio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.registry.VersionLabels;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Labels by Apicurio's own API (v3): the Confluent-compatible one has none. */
public final class ApicurioLabels implements VersionLabels {
    private static final String CCOMPAT = "/apis/ccompat/";
    private static final int PAGE = 200;

    private final RegistryClient client;
    private final int page;

    private ApicurioLabels(URI root, int page) {
        this.page = page;
        client = new RegistryClient(root, "application/json");
    }

    /**
     * Labels of the registry whose ccompat root this is.
     *
     * @return empty when the URL is not of an Apicurio Registry, so that there is nowhere to put labels
     */
    public static Optional<VersionLabels> beside(URI ccompat) {
        return beside(ccompat, PAGE);
    }

    /** @param page versions that one request asks for */
    public static Optional<VersionLabels> beside(URI ccompat, int page) {
        String url = ccompat.toString();
        int at = url.indexOf(CCOMPAT);
        return at < 0
                ? Optional.empty()
                : Optional.of(new ApicurioLabels(
                        URI.create(url.substring(0, at) + "/apis/registry/v3/groups/default"), page));
    }

    @Override
    public List<Version> versions(String subject) {
        String what = "listing the versions of subject '" + subject + "'";
        List<Version> versions = new ArrayList<>();
        int count = 1;
        while (versions.size() < count) {
            String path = artifact(subject) + "/versions?orderby=globalId&order=asc&limit=" + page + "&offset="
                    + versions.size();
            Answer answer = client.send("GET", path, Map.of(), what);
            if (answer.code() == 404) {
                return List.of();
            }
            JsonNode found = answer.orRefuse(what);
            int before = versions.size();
            found.path("versions")
                    .forEach(version -> versions.add(new Version(
                            version.path("contentId").asInt(),
                            version.path("version").asText())));
            count = versions.size() == before ? before : found.path("count").asInt();
        }
        return versions;
    }

    @Override
    public Map<String, String> labels(String subject, String version) {
        String what = "reading the labels of subject '" + subject + "', version " + version;
        JsonNode answer =
                client.send("GET", version(subject, version), Map.of(), what).orRefuse(what);
        Map<String, String> labels = new LinkedHashMap<>();
        answer.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    @Override
    public void label(String subject, String version, Map<String, String> labels) {
        String what = "labelling subject '" + subject + "', version " + version;
        client.send("PUT", version(subject, version), Map.of("labels", labels), what)
                .orRefuse(what);
    }

    private static String version(String subject, String version) {
        return artifact(subject) + "/versions/" + RegistryClient.encoded(version);
    }

    private static String artifact(String subject) {
        return "/artifacts/" + RegistryClient.encoded(subject);
    }
}
