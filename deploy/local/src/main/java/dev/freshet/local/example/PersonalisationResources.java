package dev.freshet.local.example;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.local.client.Resource;
import dev.freshet.local.client.ResourceFile;
import dev.freshet.local.parts.Checkout;
import dev.freshet.local.stack.MySqlServer;
import dev.freshet.local.stack.PostgresServer;
import dev.freshet.local.stack.Stack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The files of {@code examples/personalisation}, as they are but for where this machine's servers are. */
final class PersonalisationResources {
    static final String WRITE_KEY = "the-example-s-write-key";
    static final String TRANSFORM = "personal";
    static final String ANALYSTS = "analysts";
    static final Map<String, String> SECRETS = Map.of(
            "SHOP_PASSWORD", MySqlServer.PASSWORD,
            "WEB_WRITE_KEY", WRITE_KEY,
            "SITE_PASSWORD", PostgresServer.PASSWORD);

    private static final Path FOLDER = Path.of("examples/personalisation");

    private PersonalisationResources() {}

    static Path tables() {
        return Checkout.find().root().resolve(FOLDER).resolve("shop.sql");
    }

    static List<Resource> read(Stack stack) {
        List<Resource> resources =
                ResourceFile.read(Checkout.find().root().resolve(FOLDER).resolve("personalisation.yaml"));
        for (Resource resource : resources) {
            ObjectNode body = resource.body();
            switch (resource.kind().word() + " " + resource.name()) {
                case "Source shop" -> body.put("port", stack.mysql().port());
                case "Destination site" -> body.put("port", stack.postgres().port());
                case "Destination analysts" ->
                    body.put(
                            "path",
                            stack.run().data().resolve("personalisation.duckdb").toString());
                default -> {
                    // the same everywhere
                }
            }
        }
        return resources;
    }
}
