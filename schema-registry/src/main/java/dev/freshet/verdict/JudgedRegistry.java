package dev.freshet.verdict;

import dev.freshet.registry.RegistryException;
import dev.freshet.registry.RegistryUnavailableException;
import dev.freshet.registry.SchemaRegistry;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;

/**
 * Registers as the registry behind it does, and has each version judged afterwards on a thread of its own: nobody waits for a verdict, and
 * a verdict that cannot be recorded stops nothing. A registry that is away is asked again.
 */
public final class JudgedRegistry implements SchemaRegistry, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(JudgedRegistry.class.getName());
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private record Registered(String subject, int id) {}

    private final SchemaRegistry registry;
    private final BiConsumer<String, Integer> judge;
    private final Set<Registered> known = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Registered> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;

    /** @param judge is told subject and schema id of each version once; may throw {@link RegistryException} */
    public JudgedRegistry(SchemaRegistry registry, BiConsumer<String, Integer> judge) {
        this.registry = registry;
        this.judge = judge;
        thread = Thread.ofPlatform().daemon().name("schema-verdicts").start(this::run);
    }

    @Override
    public int register(String subject, String schema) {
        int id = registry.register(subject, schema);
        Registered registered = new Registered(subject, id);
        if (known.add(registered)) {
            waiting.add(registered);
        }
        return id;
    }

    @Override
    public String schema(int id) {
        return registry.schema(id);
    }

    private void run() {
        try {
            while (true) {
                Registered next = waiting.take();
                while (!judged(next)) {
                    Thread.sleep(AGAIN);
                }
            }
        } catch (InterruptedException closed) {
            LOG.log(Level.DEBUG, "no more verdicts: {0} versions wait until they are registered again", waiting.size());
        }
    }

    private boolean judged(Registered version) {
        try {
            judge.accept(version.subject(), version.id());
            return true;
        } catch (RegistryUnavailableException later) {
            LOG.log(Level.DEBUG, "{0}: no verdict yet: {1}", version.subject(), later.getMessage());
            return false;
        } catch (RuntimeException problem) {
            LOG.log(
                    Level.WARNING,
                    "{0}: no verdict on schema {1}: {2}",
                    version.subject(),
                    Integer.toString(version.id()),
                    problem.getMessage());
            return true;
        }
    }

    /** What was not judged yet is when it is registered again. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
