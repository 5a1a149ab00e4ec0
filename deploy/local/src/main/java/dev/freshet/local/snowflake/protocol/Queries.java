package dev.freshet.local.snowflake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.local.snowflake.engine.Engine;
import dev.freshet.local.snowflake.faults.Fault;
import dev.freshet.local.snowflake.faults.Faults;
import dev.freshet.local.snowflake.protocol.HttpProtocol.Reply;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import dev.freshet.local.snowflake.sql.Statement;
import dev.freshet.local.snowflake.sql.StatementParser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Statements: run in the order of their session, answered once, told again when the same request comes again. */
final class Queries {
    private static final long PATIENCE_SECONDS = 40;

    private final Engine engine;
    private final Sessions sessions;
    private final Faults faults;
    private final Map<String, RunningQuery> byId = new ConcurrentHashMap<>();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    Queries(Engine engine, Sessions sessions, Faults faults) {
        this.engine = engine;
        this.sessions = sessions;
        this.faults = faults;
    }

    List<String> log() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    Reply run(ClientSession session, String request, JsonNode body) {
        String sql = body.path("sqlText").asText();
        RunningQuery known;
        synchronized (session) {
            known = request.isEmpty() ? null : session.byRequest().get(request);
        }
        if (known != null) {
            return await(known, false);
        }
        Fault fault = faults.of(sql).orElse(null);
        Reply before = before(session, fault);
        if (before != null) {
            return before;
        }
        log.add(sql);
        RunningQuery query = start(session, request, sql, body, fault);
        boolean async = body.path("asyncExec").asBoolean();
        Reply reply = async
                ? Reply.of(Replies.inProgress("333334", query.id()))
                : await(query, fault instanceof Fault.SessionLostAfter || fault instanceof Fault.ResetAfter);
        if (fault instanceof Fault.SessionLostAfter) {
            sessions.end(session);
            return new Reply(200, null);
        }
        return fault instanceof Fault.ResetAfter ? new Reply(200, null) : reply;
    }

    private @Nullable Reply before(ClientSession session, @Nullable Fault fault) {
        if (fault == null) {
            return null;
        }
        return switch (fault) {
            case Fault.Unavailable u -> new Reply(503, null);
            case Fault.ResetBefore r -> new Reply(200, null);
            case Fault.SessionLostBefore s -> {
                sessions.end(session);
                yield new Reply(200, null);
            }
            case Fault.TokenExpired t -> {
                session.renew();
                yield Reply.of(
                        Replies.failure("390112", "08001", "Your session has expired.  Please login again.", ""));
            }
            case Fault.Refused(String code, String state, String message) ->
                Reply.of(Replies.failure(code, state, message, UUID.randomUUID().toString()));
            case Fault.ResetAfter r -> null;
            case Fault.SessionLostAfter s -> null;
            case Fault.Slow s -> null;
            case Fault.Meanwhile m -> null;
        };
    }

    private RunningQuery start(
            ClientSession session, String request, String sql, JsonNode body, @Nullable Fault fault) {
        String id = UUID.randomUUID().toString();
        CompletableFuture<ObjectNode> reply = new CompletableFuture<>();
        RunningQuery query = new RunningQuery(id, sql, session, reply);
        byId.put(id, query);
        if (!request.isEmpty()) {
            synchronized (session) {
                session.byRequest().put(request, query);
            }
        }
        session.worker().execute(() -> {
            try {
                if (fault instanceof Fault.Slow slow) {
                    Thread.sleep(slow.time());
                }
                if (fault instanceof Fault.Meanwhile(Runnable action)) {
                    action.run();
                }
                reply.complete(execute(session, sql, body, id));
            } catch (SnowflakeException e) {
                reply.complete(Replies.failure(e, id));
            } catch (RuntimeException | InterruptedException e) {
                reply.complete(
                        Replies.failure("900000", "XX000", "The loopback server failed on " + sql + ": " + e, id));
            }
        });
        return query;
    }

    private ObjectNode execute(ClientSession session, String sql, JsonNode body, String id) {
        List<String> binds = Binds.literals(body.path("bindings"));
        if (body.path("describeOnly").asBoolean()) {
            throw SnowflakeException.unknown("describing a statement without running it: " + sql);
        }
        if (!body.path("bindStage").isMissingNode() && !body.path("bindStage").isNull()) {
            throw SnowflakeException.unknown("values from a bind stage; load files with COPY");
        }
        if (isPut(sql)) {
            return put(session, sql);
        }
        return Replies.result(session.engine(), session.engine().execute(sql, binds), id, binds.size());
    }

    private static boolean isPut(String sql) {
        return sql.strip().toUpperCase(Locale.ROOT).startsWith("PUT");
    }

    private ObjectNode put(ClientSession session, String sql) {
        Statement.Put put = (Statement.Put) StatementParser.parse(sql, session.engine());
        Map<String, String> options = put.options();
        return Replies.upload(
                put.file().startsWith("file://") ? put.file().substring("file://".length()) : put.file(),
                engine.stageFolder(put.to()),
                !options.getOrDefault("AUTO_COMPRESS", "TRUE").equalsIgnoreCase("FALSE"),
                options.getOrDefault("OVERWRITE", "FALSE").equalsIgnoreCase("TRUE"),
                options.getOrDefault("SOURCE_COMPRESSION", "AUTO_DETECT").toLowerCase(Locale.ROOT));
    }

    private Reply await(RunningQuery query, boolean toTheEnd) {
        try {
            ObjectNode reply = toTheEnd ? query.reply().get() : query.reply().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return Reply.of(reply);
        } catch (TimeoutException e) {
            return Reply.of(Replies.inProgress("333333", query.id()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Reply(503, null);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    Reply result(String id) {
        RunningQuery query = byId.get(id);
        if (query == null) {
            return Reply.of(Replies.failure("000709", "02000", "Statement " + id + " not found", id));
        }
        return await(query, false);
    }

    ObjectNode abort(ClientSession session) {
        session.engine().cancel();
        return Replies.success(JsonNodeFactory.instance.objectNode());
    }

    ObjectNode monitor(String id) {
        RunningQuery query = byId.get(id);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        if (query != null) {
            ObjectNode reply = query.reply().getNow(null);
            data.putArray("queries")
                    .addObject()
                    .put("id", id)
                    .put("sqlText", query.sql())
                    .put(
                            "status",
                            reply == null
                                    ? "RUNNING"
                                    : reply.path("success").asBoolean() ? "SUCCESS" : "FAILED_WITH_ERROR");
        } else {
            data.putArray("queries");
        }
        return Replies.success(data);
    }
}
