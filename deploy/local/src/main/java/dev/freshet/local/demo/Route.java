package dev.freshet.local.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.local.client.Api;
import dev.freshet.local.client.Resource;
import dev.freshet.local.display.Screen;
import dev.freshet.local.process.Ports;
import dev.freshet.local.stack.MySqlServer;
import dev.freshet.local.stack.ServiceProcess;
import dev.freshet.local.stack.Stack;
import dev.freshet.local.stack.StackPlan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From all tables of one database to the warehouse: the servers and the resources that this takes. */
public record Route(String database) {
    private static final Map<String, String> SECRETS = Map.of(
            "FRESHET_DEMO_MYSQL_PASSWORD",
            MySqlServer.PASSWORD,
            "FRESHET_DEMO_POSTGRES_PASSWORD",
            "freshet",
            SnowflakeWarehouse.TOKEN_VARIABLE,
            SnowflakeWarehouse.TOKEN);

    /** @param keep where data and logs stay; otherwise they go with the stack */
    public StackPlan plan(Set<Options.Destination> destinations, Optional<Path> keep, Screen screen) {
        StackPlan plan = Stack.plan()
                .progress(line -> screen.say("  " + line))
                .mysql()
                .service(ServiceProcess.Settings.of("source-service").withEnvironment(SECRETS))
                .service(sink(destinations.size()));
        if (destinations.contains(Options.Destination.postgresql)) {
            plan.postgres();
        }
        keep.ifPresent(plan::keepingDataIn);
        return plan;
    }

    /** One pipeline does with the usual heap. */
    private static ServiceProcess.Settings sink(int pipelines) {
        ServiceProcess.Settings usual =
                ServiceProcess.Settings.of("sink-service").withEnvironment(SECRETS);
        return pipelines == 1 ? usual : usual.withHeap(120 * pipelines + "m");
    }

    public String source() {
        return database;
    }

    public String pipeline(Warehouse warehouse) {
        return database + "-to-" + warehouse.name();
    }

    /** Both databases must be there. */
    public void apply(Api api, MySqlServer mysql, Warehouse warehouse, ObjectNode pipeline, Screen screen) {
        apply(api, Resource.Kind.SOURCE, source(), sourceResource(mysql.port()), screen);
        apply(api, Resource.Kind.DESTINATION, warehouse.name(), warehouse.resource(), screen);
        pipeline.putObject("flush").put("preset", warehouse.flush());
        apply(api, Resource.Kind.PIPELINE, pipeline(warehouse), pipeline, screen);
    }

    private static void apply(Api api, Resource.Kind kind, String name, ObjectNode body, Screen screen) {
        screen.say("  %s %s %s".formatted(kind.word(), name, api.apply(new Resource(kind, name, body))));
    }

    private ObjectNode sourceResource(int port) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", "Source")
                .put("name", source())
                .put("connector", "mysql")
                .put("host", Ports.LOOPBACK)
                .put("port", port)
                .put("user", MySqlServer.CAPTURE_USER)
                .put("password", "${env:FRESHET_DEMO_MYSQL_PASSWORD}")
                .put("databases", database)
                .put("tables", database + "\\..*");
    }

    /** The Pipeline resource, without a word on what follows from a schema change. */
    public ObjectNode pipelineResource(Warehouse warehouse) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", "Pipeline")
                .put("name", pipeline(warehouse))
                .put("source", source())
                .put("tables", database + "\\..*")
                .put("destination", warehouse.name())
                .put("mode", "upsert")
                .put("deletes", "hard");
    }
}
