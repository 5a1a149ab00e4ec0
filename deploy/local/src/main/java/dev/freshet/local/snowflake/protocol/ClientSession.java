package dev.freshet.local.snowflake.protocol;

import dev.freshet.local.snowflake.engine.EngineSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A logged-in client: its tokens, its session, and the answers that it may ask for again. */
final class ClientSession {
    private static final int REMEMBERED = 200;

    private final EngineSession engine;
    private final long id;
    private final String masterToken = "master-" + UUID.randomUUID();
    private volatile String token = newToken();
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private final Map<String, RunningQuery> byRequest = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RunningQuery> eldest) {
            return size() > REMEMBERED;
        }
    };

    ClientSession(EngineSession engine, long id) {
        this.engine = engine;
        this.id = id;
    }

    private static String newToken() {
        return "session-" + UUID.randomUUID();
    }

    EngineSession engine() {
        return engine;
    }

    long id() {
        return id;
    }

    String token() {
        return token;
    }

    String masterToken() {
        return masterToken;
    }

    void renew() {
        token = newToken();
    }

    ExecutorService worker() {
        return worker;
    }

    Map<String, RunningQuery> byRequest() {
        return byRequest;
    }

    void close() {
        worker.shutdown();
        engine.close();
    }
}
