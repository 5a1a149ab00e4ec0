package dev.freshet.local.snowflake.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freshet.local.snowflake.engine.Engine;
import dev.freshet.local.snowflake.faults.Faults;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The REST protocol that Snowflake's drivers speak, on loopback. */
public final class HttpProtocol implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Accounts accounts;
    private final Sessions sessions;
    private final Queries queries;

    /** @param port 0: any that is free */
    public HttpProtocol(int port, Engine engine, Accounts accounts, Faults faults) throws IOException {
        this.accounts = accounts;
        this.sessions = new Sessions(engine);
        this.queries = new Queries(engine, sessions, faults);
        this.http = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        http.setExecutor(threads);
        http.createContext("/", this::handle);
        http.createContext(OauthTokens.PATH, new OauthTokens(accounts)::handle);
        http.start();
    }

    public int port() {
        return http.getAddress().getPort();
    }

    /** Every statement that was asked for, in order, since the start. */
    public java.util.List<String> statements() {
        return queries.log();
    }

    public int openSessions() {
        return sessions.count();
    }

    /** As if Snowflake had moved to other machines: every session is gone, open transactions are rolled back. */
    public void endAllSessions() {
        sessions.endAll();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply;
            try {
                reply = answer(exchange);
            } catch (SnowflakeException e) {
                reply = Reply.of(Replies.failure(e, ""));
            } catch (RuntimeException e) {
                reply = Reply.of(Replies.failure("900000", "XX000", "The loopback server failed: " + e, ""));
            }
            send(exchange, reply);
        }
    }

    /** @param body null: the connection is closed without a word */
    record Reply(int status, @Nullable ObjectNode body) {
        static Reply of(ObjectNode body) {
            return new Reply(200, body);
        }
    }

    private Reply answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        JsonNode body = body(exchange);
        if (path.equals("/session/v1/login-request")) {
            return Reply.of(login(query, body.path("data")));
        }
        if (path.equals("/telemetry/send") || path.startsWith("/session/heartbeat")) {
            ClientSession session = sessions.byToken(token(exchange));
            return Reply.of(session == null ? gone() : Replies.success(JSON.createObjectNode()));
        }
        if (path.equals("/session/token-request")) {
            return Reply.of(renew(exchange, body));
        }
        ClientSession session = sessions.byToken(token(exchange));
        if (session == null) {
            return Reply.of(gone());
        }
        if (path.equals("/session") && query.containsKey("delete")) {
            sessions.end(session);
            return Reply.of(Replies.success(JSON.createObjectNode()));
        }
        if (path.equals("/queries/v1/query-request")) {
            return queries.run(session, query.getOrDefault("requestId", ""), body);
        }
        if (path.equals("/queries/v1/abort-request")) {
            return Reply.of(queries.abort(session));
        }
        if (path.startsWith("/queries/") && path.endsWith("/result")) {
            return queries.result(path.substring("/queries/".length(), path.length() - "/result".length()));
        }
        if (path.startsWith("/monitoring/queries/")) {
            return Reply.of(queries.monitor(path.substring("/monitoring/queries/".length())));
        }
        throw SnowflakeException.unknown("the request " + exchange.getRequestMethod() + " " + path);
    }

    private static ObjectNode gone() {
        return Replies.failure(
                "390111", "08001", "Session no longer exists.  New login required to access the service.", "");
    }

    private ObjectNode login(Map<String, String> query, JsonNode data) {
        ClientSession session = sessions.open(accounts.login(
                data,
                folded(query.getOrDefault("roleName", "")),
                folded(query.getOrDefault("warehouse", "")),
                folded(query.getOrDefault("schemaName", ""))));
        Map<String, String> parameters = new HashMap<>();
        data.path("SESSION_PARAMETERS")
                .properties()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
        session.engine().set(parameters);
        String database = folded(query.getOrDefault("databaseName", ""));
        if (!database.isEmpty() && !database.equals(session.engine().database())) {
            sessions.end(session);
            throw new SnowflakeException("390201", "08004", "The requested database does not exist or not authorized.");
        }
        return Replies.login(session);
    }

    /** A name that is not in quotes is in upper case. */
    private static String folded(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name.toUpperCase(Locale.ROOT);
    }

    private ObjectNode renew(HttpExchange exchange, JsonNode body) {
        ClientSession session = sessions.byMasterToken(token(exchange));
        if (session == null) {
            return Replies.failure(
                    "390114", "08001", "Authentication token has expired.  The user must authenticate again.", "");
        }
        session.renew();
        ObjectNode data = JSON.createObjectNode();
        data.put("sessionToken", session.token())
                .put("validityInSecondsST", 3_600)
                .put("masterToken", session.masterToken())
                .put("validityInSecondsMT", 14_400)
                .put("sessionId", session.id());
        return Replies.success(data);
    }

    private static String token(HttpExchange exchange) {
        String header = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        int start = header.indexOf("Token=\"");
        return start < 0 ? "" : header.substring(start + 7, header.indexOf('"', start + 7));
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        boolean zipped = "gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] bytes = in.readAllBytes();
        if (bytes.length == 0) {
            return JSON.createObjectNode();
        }
        try (InputStream plain = zipped
                ? new GZIPInputStream(new java.io.ByteArrayInputStream(bytes))
                : new java.io.ByteArrayInputStream(bytes)) {
            return JSON.readTree(plain);
        }
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new HashMap<>();
        if (raw != null) {
            for (String part : raw.split("&", -1)) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                query.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        ObjectNode body = reply.body();
        if (body == null && reply.status() == 200) {
            // closing the exchange without headers breaks the connection
            return;
        }
        byte[] bytes = body == null ? new byte[0] : JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        boolean zip = bytes.length > 4_096
                && String.valueOf(exchange.getRequestHeaders().getFirst("Accept-Encoding"))
                        .contains("gzip");
        if (zip) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(reply.status(), 0);
            try (GZIPOutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
                out.write(bytes);
            }
            return;
        }
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
        sessions.endAll();
        threads.shutdownNow();
    }
}
