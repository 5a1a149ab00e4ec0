package dev.freshet.source.stream;

import dev.freshet.registry.RegisteredSchema;
import dev.freshet.registry.SubjectRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** As Apicurio: one id for a text, a version for each text that is new to its subject. */
final class MemoryRegistry implements SubjectRegistry {
    private final List<String> texts = new ArrayList<>();
    private final Map<String, List<String>> versions = new HashMap<>();
    /** Run once, after the next question for a latest version was answered. */
    Runnable meanwhile = () -> {};

    @Override
    public synchronized int register(String subject, String schema) {
        if (!texts.contains(schema)) {
            texts.add(schema);
        }
        List<String> known = versions.computeIfAbsent(subject, each -> new ArrayList<>());
        if (!known.contains(schema)) {
            known.add(schema);
        }
        return texts.indexOf(schema) + 1;
    }

    @Override
    public synchronized String schema(int id) {
        return texts.get(id - 1);
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        Optional<RegisteredSchema> answer;
        synchronized (this) {
            answer = Optional.ofNullable(versions.get(subject)).map(known -> registered(known, known.size()));
        }
        Runnable once = meanwhile;
        meanwhile = () -> {};
        once.run();
        return answer;
    }

    private RegisteredSchema registered(List<String> known, int version) {
        String text = known.get(version - 1);
        return new RegisteredSchema(texts.indexOf(text) + 1, version, text);
    }

    @Override
    public synchronized Optional<RegisteredSchema> version(String subject, int version) {
        List<String> known = versions.getOrDefault(subject, List.of());
        return version < 1 || version > known.size() ? Optional.empty() : Optional.of(registered(known, version));
    }

    synchronized int versions(String subject) {
        return versions.getOrDefault(subject, List.of()).size();
    }
}
