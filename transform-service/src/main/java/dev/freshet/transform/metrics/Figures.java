package dev.freshet.transform.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Figures by transform. */
public final class Figures {
    private final Map<String, TransformFigures> all = new ConcurrentHashMap<>();

    public TransformFigures of(String transform) {
        return all.computeIfAbsent(transform, name -> new TransformFigures());
    }

    public void forget(String transform) {
        all.remove(transform);
    }

    public Map<String, TransformFigures> all() {
        return Map.copyOf(all);
    }
}
