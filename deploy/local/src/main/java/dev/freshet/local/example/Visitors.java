package dev.freshet.local.example;

import dev.freshet.local.workload.Pace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Made-up visitors of the website: each click is a request of its own, sent again until it is accepted. Some are not logged in, some
 * clicks arrive long after they happened.
 */
final class Visitors implements AutoCloseable {
    private static final int IN_FLIGHT = 64;
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final Duration LATE = Click.WINDOW.plusMinutes(15);
    private static final int ACCEPTED = 202;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI intake;
    private final String writeKey;
    private final Sightings sightings;
    private final Random random;
    private final Queue<Click> counted = new ConcurrentLinkedQueue<>();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final Thread thread;
    private long made;
    private volatile boolean stopping;

    /** @param rate clicks per second */
    Visitors(URI sourceService, String writeKey, Sightings sightings, int rate, long seed) {
        this.intake = sourceService.resolve("/api/v1/events/web/clicks");
        this.writeKey = writeKey;
        this.sightings = sightings;
        this.random = new Random(seed);
        this.thread = new Thread(() -> work(rate), "freshet-visitors");
        thread.setDaemon(true);
    }

    /** One click of a customer who is logged in, returned when it is accepted. */
    Click first() throws InterruptedException {
        Click click = click(1, Instant.now());
        send(click);
        return click;
    }

    void start() {
        thread.start();
    }

    private void work(int rate) {
        Pace pace = new Pace(rate, System::nanoTime);
        try {
            while (!stopping) {
                room.acquire();
                Click click = next();
                Thread.ofVirtual().start(() -> sendAndLeave(click));
                pace.done(1);
                Thread.sleep(pace.pause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Click next() {
        Instant now = Instant.now();
        return switch (random.nextInt(25)) {
            case 0 -> click(0, now);
            case 1 -> click(customer(), now.minus(LATE));
            default -> click(customer(), now);
        };
    }

    private Click click(int customer, Instant occurredAt) {
        // a customer has a few favourites
        int product = 1 + (customer * 7 + random.nextInt(3) * (1 + random.nextInt(2))) % ShopFloor.PRODUCTS;
        return new Click("c" + ++made, customer, ShopFloor.category(product), product, occurredAt);
    }

    private int customer() {
        return 1 + (int) (ShopFloor.CUSTOMERS * random.nextDouble() * random.nextDouble());
    }

    private void sendAndLeave(Click click) {
        try {
            send(click);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            room.release();
        }
    }

    private void send(Click click) throws InterruptedException {
        boolean counts = click.counts(Instant.now());
        if (counts) {
            counted.add(click);
            sightings.expect(click);
        }
        HttpRequest request = HttpRequest.newBuilder(intake)
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + writeKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(click.json()))
                .build();
        while (status(request) != ACCEPTED) {
            repeated.incrementAndGet();
            Thread.sleep(RETRY);
        }
        accepted.incrementAndGet();
    }

    /** The answer's status; 0 when there was none. The id makes sure that a click that was stored is not stored again. */
    private int status(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException away) {
            return 0;
        }
    }

    long accepted() {
        return accepted.get();
    }

    /** Requests that were not accepted at once. */
    long repeated() {
        return repeated.get();
    }

    /** The clicks that change a row; whole only after {@link #close}. */
    Collection<Click> counted() {
        return List.copyOf(counted);
    }

    /** Returns when the last click is accepted. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(Duration.ofSeconds(30));
            room.acquire(IN_FLIGHT);
            room.release(IN_FLIGHT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
