package dev.freshet.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.local.client.Api;
import dev.freshet.local.client.Resource;
import dev.freshet.local.compare.Shape;
import dev.freshet.local.display.Screen;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits until the rows that were there before the demo are at the destination, and says how far they are. */
public record InitialLoad(
        Route route, List<Shape> shapes, Warehouse warehouse, Api api, Screen screen, CountDownLatch interrupted) {
    private static final int QUIET_SECONDS = 10;

    /** Returns when the destination has this many rows, or when the person does not want to wait any longer. */
    public void await(long rows) throws InterruptedException {
        long start = System.nanoTime();
        long before = -1;
        int quiet = 0;
        while (true) {
            long arrived = arrived();
            if (arrived >= rows) {
                screen.say("Initial load: %,d rows in %.1f s".formatted(rows, (System.nanoTime() - start) / 1e9));
                return;
            }
            quiet = arrived == before ? quiet + 1 : 0;
            if (arrived != before) {
                screen.say("  %,d of %,d rows".formatted(arrived, rows));
            } else if (quiet % QUIET_SECONDS == QUIET_SECONDS - 1) {
                explain();
            }
            before = arrived;
            if (interrupted.await(1, TimeUnit.SECONDS)) {
                return;
            }
        }
    }

    private long arrived() {
        try {
            return shapes.stream()
                    .mapToLong(shape -> warehouse.level(shape).rows())
                    .sum();
        } catch (RuntimeException notYet) {
            return 0;
        }
    }

    private void explain() {
        explain(Resource.Kind.SOURCE, route.source());
        explain(Resource.Kind.PIPELINE, route.pipeline(warehouse));
    }

    private void explain(Resource.Kind kind, String name) {
        try {
            JsonNode status = api.get(kind, name).path("status");
            screen.say("  %s %s is %s%s"
                    .formatted(
                            kind.word(),
                            name,
                            status.path("state").asText("silent"),
                            status.path("cause").isTextual()
                                    ? ": " + status.path("cause").asText() + "; "
                                            + status.path("mend").asText("")
                                    : ""));
        } catch (RuntimeException away) {
            screen.say("  " + away.getMessage());
        }
    }
}
