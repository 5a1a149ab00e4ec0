package dev.freshet.registry.apicurio;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.registry.GuardedRegistry;
import dev.freshet.registry.IncompatibleSchemaException;
import dev.freshet.registry.RegisteredSchema;
import dev.freshet.registry.RegistryException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/**
 * Speaks ccompat v7 with the JDK's HTTP client; caches for ever by id and by (subject, schema text).
 *
 * <p>A subject's compatibility is set to NONE when it is first registered here: a source's table may change in any way, and
 * the registry must never stop capture. Those of {@link #registerGuarded} get BACKWARD.
 */
public final class ApicurioRegistry implements GuardedRegistry {
    private static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String GUARDED = "BACKWARD";
    private static final String UNGUARDED = "NONE";
    private static final int CONFLICT = 409;
    private static final int ABSENT = 404;

    private record Registration(String subject, String schema) {}

    private final RegistryClient client;
    private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, String> schemas = new ConcurrentHashMap<>();
    private final Set<String> ruled = ConcurrentHashMap.newKeySet();

    /** @param url the ccompat root, e.g. {@code http://127.0.0.1:8080/apis/ccompat/v7} */
    public ApicurioRegistry(URI url) {
        client = new RegistryClient(url, TYPE);
    }

    @Override
    public int register(String subject, String schema) {
        Registration registration = new Registration(subject, schema);
        Integer known = ids.get(registration);
        if (known != null) {
            return known;
        }
        // two threads may both ask: the registry answers both with the same id
        rule(subject, UNGUARDED);
        int id = post(subject, schema);
        ids.put(registration, id);
        return id;
    }

    @Override
    public int registerGuarded(String subject, String schema, BiPredicate<String, String> lossless) {
        Registration registration = new Registration(subject, schema);
        Integer known = ids.get(registration);
        if (known != null) {
            return known;
        }
        rule(subject, GUARDED);
        Answer answer = send(subject, schema);
        int id = answer.code() == CONFLICT
                ? judged(subject, schema, lossless, answer)
                : id(answer, "registering subject '" + subject + "'");
        ids.put(registration, id);
        return id;
    }

    private int judged(String subject, String schema, BiPredicate<String, String> lossless, Answer refusal) {
        if (latest(subject)
                .filter(newest -> lossless.test(newest.schema(), schema))
                .isEmpty()) {
            throw new IncompatibleSchemaException("the compatibility rule " + GUARDED + " of subject '" + subject
                    + "' refuses the schema (" + refusal.reason() + ")");
        }
        compatibility(subject, UNGUARDED);
        try {
            return post(subject, schema);
        } finally {
            compatibility(subject, GUARDED);
        }
    }

    @Override
    public String schema(int id) {
        String known = schemas.get(id);
        if (known != null) {
            return known;
        }
        String schema = get(id);
        schemas.put(id, schema);
        return schema;
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return version(subject, "latest");
    }

    @Override
    public Optional<RegisteredSchema> version(String subject, int version) {
        return version(subject, Integer.toString(version));
    }

    private Optional<RegisteredSchema> version(String subject, String version) {
        String what = "fetching version " + version + " of subject '" + subject + "'";
        Answer answer = client.send(
                "GET", "/subjects/" + RegistryClient.encoded(subject) + "/versions/" + version, Map.of(), what);
        if (answer.code() == ABSENT) {
            return Optional.empty();
        }
        JsonNode found = answer.orRefuse(what);
        if (!found.path("id").isInt() || !found.path("version").isInt()) {
            throw new RegistryException(what + ": the answer has no schema id; is the URL a ccompat v7 root?");
        }
        int id = found.path("id").intValue();
        return Optional.of(new RegisteredSchema(id, found.path("version").intValue(), schema(id)));
    }

    private int post(String subject, String schema) {
        return id(send(subject, schema), "registering subject '" + subject + "'");
    }

    private Answer send(String subject, String schema) {
        return client.send(
                "POST",
                "/subjects/" + RegistryClient.encoded(subject) + "/versions",
                Map.of("schema", schema, "schemaType", "AVRO"),
                "registering subject '" + subject + "'");
    }

    private static int id(Answer answer, String what) {
        JsonNode id = answer.orRefuse(what).path("id");
        if (!id.isInt()) {
            throw new RegistryException(what + ": the answer has no schema id; is the URL a ccompat v7 root?");
        }
        return id.intValue();
    }

    private String get(int id) {
        String what = "fetching schema id " + id;
        JsonNode answer =
                client.send("GET", "/schemas/ids/" + id, Map.of(), what).orRefuse(what);
        if (!answer.path("schema").isTextual()) {
            throw new RegistryException(what + ": the answer has no schema; is the URL a ccompat v7 root?");
        }
        if (answer.path("references").isEmpty()) {
            return answer.path("schema").textValue();
        }
        return new References(client).inlined(answer, what);
    }

    private void rule(String subject, String compatibility) {
        if (!ruled.contains(subject)) {
            compatibility(subject, compatibility);
            ruled.add(subject);
        }
    }

    /** Works for a subject that does not exist yet, too. */
    private void compatibility(String subject, String compatibility) {
        String what = "setting compatibility " + compatibility + " for subject '" + subject + "'";
        client.send("PUT", "/config/" + RegistryClient.encoded(subject), Map.of("compatibility", compatibility), what)
                .orRefuse(what);
    }
}
