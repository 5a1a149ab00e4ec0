package dev.freshet.local.snowflake.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.local.snowflake.engine.EngineSession;
import dev.freshet.local.snowflake.engine.Result;
import dev.freshet.local.snowflake.sql.DataType;
import dev.freshet.local.snowflake.sql.SnowflakeException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies that the driver reads. */
final class Replies {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Replies() {}

    static ObjectNode success(ObjectNode data) {
        ObjectNode reply = JSON.objectNode();
        reply.set("data", data);
        reply.putNull("code");
        reply.putNull("message");
        return reply.put("success", true);
    }

    static ObjectNode failure(String code, String sqlState, String message, String queryId) {
        ObjectNode reply = JSON.objectNode();
        reply.putObject("data")
                .put("errorCode", code)
                .put("sqlState", sqlState)
                .put("queryId", queryId)
                .put("internalError", false);
        return reply.put("code", code).put("message", message).put("success", false);
    }

    static ObjectNode failure(SnowflakeException e, String queryId) {
        return failure(e.code(), e.sqlState(), String.valueOf(e.getMessage()), queryId);
    }

    static ObjectNode login(ClientSession session) {
        EngineSession engine = session.engine();
        ObjectNode data = JSON.objectNode();
        data.put("token", session.token())
                .put("masterToken", session.masterToken())
                .put("validityInSeconds", 3_600)
                .put("masterValidityInSeconds", 14_400)
                .put("displayUserName", engine.user())
                .put("serverVersion", "0.0.0")
                .put("sessionId", session.id());
        data.set("parameters", parameters(engine));
        data.putObject("sessionInfo")
                .put("databaseName", engine.database())
                .put("schemaName", engine.schema())
                .put("warehouseName", engine.warehouseName())
                .put("roleName", engine.role());
        return success(data);
    }

    private static ArrayNode parameters(EngineSession engine) {
        ArrayNode parameters = JSON.arrayNode();
        parameter(parameters, "AUTOCOMMIT").put("value", engine.autoCommit());
        parameter(parameters, "TIMEZONE").put("value", engine.parameter("TIMEZONE"));
        parameter(parameters, "CLIENT_TELEMETRY_ENABLED").put("value", false);
        parameter(parameters, "CLIENT_RESULT_COLUMN_CASE_INSENSITIVE").put("value", false);
        parameter(parameters, "CLIENT_STAGE_ARRAY_BINDING_THRESHOLD").put("value", 65_280);
        parameter(parameters, "TIMESTAMP_OUTPUT_FORMAT").put("value", "YYYY-MM-DD HH24:MI:SS.FF9 TZHTZM");
        parameter(parameters, "TIMESTAMP_NTZ_OUTPUT_FORMAT").put("value", "YYYY-MM-DD HH24:MI:SS.FF9");
        parameter(parameters, "TIMESTAMP_LTZ_OUTPUT_FORMAT").put("value", "");
        parameter(parameters, "TIMESTAMP_TZ_OUTPUT_FORMAT").put("value", "");
        parameter(parameters, "DATE_OUTPUT_FORMAT").put("value", "YYYY-MM-DD");
        parameter(parameters, "TIME_OUTPUT_FORMAT").put("value", "HH24:MI:SS.FF9");
        parameter(parameters, "BINARY_OUTPUT_FORMAT").put("value", "HEX");
        return parameters;
    }

    private static ObjectNode parameter(ArrayNode parameters, String name) {
        return parameters.addObject().put("name", name);
    }

    static ObjectNode result(EngineSession engine, Result result, String queryId, int binds) {
        ObjectNode data = JSON.objectNode();
        data.set("parameters", parameters(engine));
        ArrayNode types = data.putArray("rowtype");
        result.columns().forEach(column -> column(types.addObject(), column));
        ArrayNode rows = data.putArray("rowset");
        for (List<@Nullable String> row : result.rows()) {
            ArrayNode cells = rows.addArray();
            row.forEach(cells::add);
        }
        data.put("total", result.rows().size())
                .put("returned", result.rows().size())
                .put("queryId", queryId)
                .put("finalDatabaseName", engine.database())
                .put("finalSchemaName", engine.schema())
                .put("finalWarehouseName", engine.warehouseName())
                .put("finalRoleName", engine.role())
                .put("numberOfBinds", binds)
                .put("arrayBindSupported", false)
                .put("statementTypeId", result.type())
                .put("version", 1)
                .put("queryResultFormat", "json");
        return success(data);
    }

    private static void column(ObjectNode node, Result.Column column) {
        DataType type = column.type();
        node.put("name", column.name())
                .put("database", "")
                .put("schema", "")
                .put("table", "")
                .put("type", type.base().wire().toLowerCase(java.util.Locale.ROOT))
                .put("nullable", column.nullable());
        switch (type.base()) {
            case NUMBER -> node.put("precision", type.precision()).put("scale", type.scale());
            case TIME, TIMESTAMP_NTZ, TIMESTAMP_LTZ, TIMESTAMP_TZ ->
                node.put("precision", 0).put("scale", type.precision());
            case VARCHAR, BINARY -> node.put("length", type.precision()).put("byteLength", type.precision());
            case FLOAT, BOOLEAN, DATE, VARIANT -> node.putNull("precision").putNull("scale");
        }
    }

    /** The driver copies the files itself: this says where to. */
    static ObjectNode upload(String file, Path folder, boolean compress, boolean overwrite, String sourceCompression) {
        ObjectNode data = JSON.objectNode();
        data.put("command", "UPLOAD").putArray("src_locations").add(file);
        data.put("parallel", 4)
                .put("autoCompress", compress)
                .put("overwrite", overwrite)
                .put("sourceCompression", sourceCompression)
                .put("clientShowEncryptionParameter", false)
                .putNull("encryptionMaterial");
        data.putObject("stageInfo")
                .put("locationType", "LOCAL_FS")
                .put("location", folder.toString())
                .put("path", "")
                .put("region", "")
                .put("isClientSideEncrypted", false)
                .putObject("creds");
        data.put("statementTypeId", 28_930);
        return success(data);
    }

    /** Not done yet: ask there. */
    static ObjectNode inProgress(String code, String queryId) {
        ObjectNode data = JSON.objectNode();
        data.put("getResultUrl", "/queries/" + queryId + "/result")
                .put("queryId", queryId)
                .put("queryAbortsAfterSecs", 300);
        ObjectNode reply = success(data);
        return reply.put("code", code).put("message", "Query execution in progress.");
    }
}
