package dev.freshet.sink.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Figures of every pipeline that runs, or ran, in this process. Safe for several threads. */
public final class Figures {
    private final Map<String, PipelineFigures> pipelines = new ConcurrentHashMap<>();

    public PipelineFigures of(String pipeline) {
        return pipelines.computeIfAbsent(pipeline, name -> new PipelineFigures());
    }

    /** The pipeline is gone. */
    public void forget(String pipeline) {
        pipelines.remove(pipeline);
    }

    /** By name. */
    public Map<String, PipelineFigures> all() {
        return new TreeMap<>(pipelines);
    }
}
