package dev.freshet.transform.apply;

import dev.freshet.registry.Framing;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;

/** By hand: pure transform work per event, without Kafka. Not a test: it asserts nothing. */
public final class TransformCost {
    private static final int EVENTS = 500_000;
    private static final int ROUNDS = 6;

    private TransformCost() {}

    public static void main(String[] args) {
        Shop.Registry registry = new Shop.Registry();
        Shop shop = new Shop(registry);
        byte[][] events = new byte[256][];
        for (int i = 0; i < events.length; i++) {
            events[i] = i % 2 == 0
                    ? shop.event("c", null, Shop.order(i, "new", i * 0.5))
                    : shop.event("u", Shop.order(i, "new", i * 0.5), Shop.order(i, "paid", i * 0.75));
        }
        measure(registry, shop, events, "star", "SELECT * FROM orders");
        measure(registry, shop, events, "filter, project", "SELECT id, status, mail FROM orders WHERE total > 20");
        measure(
                registry,
                shop,
                events,
                "filter, project, mask",
                "SELECT id, UPPER(status) AS status, total * 1.19 AS gross, MASK(mail, 4) AS mail FROM orders WHERE total > 20");
        measure(
                registry,
                shop,
                events,
                "filter, project, hash",
                "SELECT id, UPPER(status) AS status, SHA256(mail) AS mail FROM orders WHERE total > 20");
    }

    private static void measure(Shop.Registry registry, Shop shop, byte[][] events, String what, String sql) {
        ChangeProgram program = new Programs(
                        new Programs.Definition(sql, "orders", Shop.TOPIC, "clean.orders", List.of(), false), registry)
                .program(Framing.schemaId(events[0]), Framing.schemaId(shop.key(1)));
        byte[] key = shop.key(1);
        double best = Double.MAX_VALUE;
        long bytes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int i = 0; i < EVENTS; i++) {
                byte[] made = program.apply(events[i & 255]);
                byte[] madeKey = program.key(key);
                bytes += made == null ? 0 : made.length + (madeKey == null ? 0 : madeKey.length);
            }
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
        }
        System.out.printf(
                Locale.ROOT,
                "%-24s %6.2f us CPU per event, %,10.0f events/s per core (%d)%n",
                what,
                best / EVENTS / 1e3,
                EVENTS / (best / 1e9),
                bytes & 7);
    }
}
