package dev.freshet.local.snowflake.protocol;

import dev.freshet.local.snowflake.engine.Engine;
import dev.freshet.local.snowflake.engine.Identity;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Who is logged in. Safe for several threads. */
final class Sessions {
    private final Engine engine;
    private final Map<Long, ClientSession> sessions = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    Sessions(Engine engine) {
        this.engine = engine;
    }

    ClientSession open(Identity identity) {
        ClientSession session = new ClientSession(engine.open(identity), ids.incrementAndGet());
        sessions.put(session.id(), session);
        return session;
    }

    @Nullable
    ClientSession byToken(String token) {
        return sessions.values().stream()
                .filter(session -> session.token().equals(token))
                .findFirst()
                .orElse(null);
    }

    @Nullable
    ClientSession byMasterToken(String token) {
        return sessions.values().stream()
                .filter(session -> session.masterToken().equals(token))
                .findFirst()
                .orElse(null);
    }

    /** An open transaction is rolled back. */
    void end(ClientSession session) {
        if (sessions.remove(session.id()) != null) {
            session.close();
        }
    }

    void endAll() {
        sessions.values().forEach(this::end);
    }

    int count() {
        return sessions.size();
    }
}
