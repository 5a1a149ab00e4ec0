package dev.freshet.transform.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.transform.run.VersionLog;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The generations that a transform had. */
@Singleton
public class Versions {
    private final VersionLog log;

    public Versions(VersionLog log) {
        this.log = log;
    }

    /** 200 with the generations, newest first. */
    Response answer(String name) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray("items");
        List<VersionLog.Version> versions = log.of(name);
        versions.forEach(version -> items.addObject()
                .put("generation", version.generation())
                .put("at", version.at())
                .put("sql", version.sql())
                .put("output", version.output())
                .put("onError", version.onError()));
        return Response.ok(answer.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }
}
