package dev.freshet.source.service;

import static dev.freshet.source.service.SourceServiceIT.await;

import dev.freshet.local.process.ManagedProcess;
import dev.freshet.local.stack.ServiceProcess;
import dev.freshet.local.stack.Stack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What taking events costs, on real servers: a steady rate in requests of ten, then as fast as some clients can. Run by hand: {@code
 * EventsCost [events a second] [seconds] [clients]}. A request is due at a fixed time, and its latency counts from then, so that a stall
 * shows in every request that had to wait for it.
 */
final class EventsCost {
    private static final String KEY = "a-key-that-nobody-guesses";
    private static final int BATCH = 10;
    private static final String SOURCE = """
            {"name": "web", "connector": "events", "writeKeys": ["${env:WEB_KEY}"],
             "streams": {"clicks": {"id": "event_id", "time": "at", "deduplication": "1m"}, "views": {}}}""";

    private final Stack stack;
    private final Sender sender;
    private final int clients;

    private EventsCost(Stack stack, int clients) {
        this.stack = stack;
        this.sender = new Sender(stack.sourceService().url(), KEY);
        this.clients = clients;
    }

    public static void main(String[] args) throws InterruptedException {
        int rate = args.length > 0 ? Integer.parseInt(args[0]) : 5_000;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 60;
        int clients = args.length > 2 ? Integer.parseInt(args[2]) : 32;
        try (Stack stack = Stack.plan()
                .kafka()
                .registry()
                .service(ServiceProcess.Settings.of("source-service").withEnvironment(Map.of("WEB_KEY", KEY)))
                .start()) {
            Api api = new Api(stack.sourceService().url());
            api.post("/api/v1/sources", SOURCE);
            await(() -> api.state("web").equals("STREAMING"));
            EventsCost cost = new EventsCost(stack, clients);
            cost.measure("warming up", "clicks", rate, 15);
            cost.measure(rate + "/s, with ids", "clicks", rate, seconds);
            cost.measure(rate + "/s, without", "views", rate, seconds);
            cost.measure("as fast as " + clients + " clients can", "views", 1_000_000, seconds / 2);
        }
    }

    private void measure(String what, String stream, int rate, int seconds) throws InterruptedException {
        ManagedProcess service = stack.sourceService().process();
        double cpu = service.cpuSeconds();
        long begun = System.nanoTime();
        long interval = 1_000_000_000L * BATCH / rate;
        AtomicInteger next = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        List<List<Long>> latencies = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int client = 0; client < clients; client++) {
            List<Long> own = new ArrayList<>();
            latencies.add(own);
            threads.add(Thread.ofPlatform().start(() -> {
                while (true) {
                    int number = next.getAndIncrement();
                    long due = begun + number * interval;
                    if (due - begun > seconds * 1_000_000_000L
                            || System.nanoTime() - begun > seconds * 1_100_000_000L) {
                        return;
                    }
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    long from = rate >= 1_000_000 ? System.nanoTime() : due;
                    if (sender.json("web/" + stream, body(begun, number)).status() == 202) {
                        own.add(System.nanoTime() - from);
                    } else {
                        failed.incrementAndGet();
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double took = (System.nanoTime() - begun) / 1e9;
        long[] all = latencies.stream()
                .flatMap(List::stream)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        double events = (double) all.length * BATCH;
        System.out.printf(
                "%-28s %8.0f events/s  accept p50 %5.1f  p99 %5.1f  p99.9 %5.1f  max %6.1f ms  %d refused  %5.1f CPU-s/M  %d MB%n",
                what,
                events / took,
                millis(all, 0.5),
                millis(all, 0.99),
                millis(all, 0.999),
                millis(all, 1),
                failed.get(),
                (service.cpuSeconds() - cpu) * 1e6 / events,
                service.rssBytes() >> 20);
    }

    private static double millis(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, part * sorted.length)] / 1e6;
    }

    private static String body(long run, int number) {
        String[] events = new String[BATCH];
        for (int i = 0; i < BATCH; i++) {
            events[i] = """
                    {"event_id":"%x-%d-%d","at":"2026-01-02T03:04:05.678Z","customer":%d,"page":"/product/%d","referrer":"https://www.example.com/search",\
                    "price":%d.99,"logged_in":true,"session":"8b1c9d0e-7c1f-4f0e-9a37-%012d","utm":{"source":"mail","campaign":"winter"}}""".formatted(run, number, i, number % 5_000, number % 900, number % 100, number);
        }
        return Arrays.toString(events);
    }
}
