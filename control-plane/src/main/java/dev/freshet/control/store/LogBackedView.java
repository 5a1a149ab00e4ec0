package dev.freshet.control.store;

import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fold of the resource log. {@link #accept} is called by the reader of the log, in order per partition, and is idempotent by
 * offset; everything else is safe from any thread. A record that cannot be understood is skipped and told, the fold goes on.
 */
public final class LogBackedView implements ResourceView {
    private static final System.Logger LOG = System.getLogger(LogBackedView.class.getName());

    private record Entry(Resource<?> resource, int partition) {}

    private final BiFunction<ResourceId, byte[], Resource<?>> decoder;
    private final Consumer<SkippedRecord> skipped;
    private final Map<ResourceId, Entry> entries =
            new ConcurrentSkipListMap<>(Comparator.comparing(ResourceId::kind).thenComparing(ResourceId::name));
    private final List<ResourceListener> listeners = new ArrayList<>();
    private final Positions positions = new Positions();
    private final Object folding = new Object();
    /** Apart from {@link #positions}, which holes may move ahead of a record that is still on its way. */
    private final Map<Integer, Long> folded = new HashMap<>();

    private final AtomicLong records = new AtomicLong();
    private boolean told; // by holders of folding only
    private volatile boolean ready;
    private volatile @Nullable Map<Integer, Long> startEnds;

    /**
     * @param decoder of a record's value; throws when it cannot
     * @param skipped told of records that cannot be understood, by the reader's thread
     */
    public LogBackedView(BiFunction<ResourceId, byte[], Resource<?>> decoder, Consumer<SkippedRecord> skipped) {
        this.decoder = decoder;
        this.skipped = skipped;
    }

    /** Folds one record; a null value deletes. */
    public void accept(@Nullable String key, byte @Nullable [] value, int partition, long offset) {
        synchronized (folding) {
            if (offset >= folded.getOrDefault(partition, 0L)) {
                folded.put(partition, offset + 1);
                records.incrementAndGet();
                try {
                    fold(key, value, partition);
                } catch (RuntimeException e) {
                    String reason = e.getMessage() == null ? e.toString() : e.getMessage();
                    skipped.accept(new SkippedRecord(String.valueOf(key), partition, offset, reason));
                }
            }
        }
        positions.moveTo(partition, offset + 1);
        tellAllOnceReady();
    }

    private void fold(@Nullable String key, byte @Nullable [] value, int partition) {
        if (key == null) {
            throw new IllegalArgumentException("the record has no key");
        }
        ResourceId id = ResourceId.parse(key);
        Resource<?> resource = value == null ? null : decoder.apply(id, value);
        if (resource == null) {
            entries.remove(id);
        } else {
            entries.put(id, new Entry(resource, partition));
        }
        if (told) {
            listeners.forEach(listener -> tell(listener, id, resource, partition));
        }
    }

    // before the log was read to its end its records are the past: listeners are told the outcome only
    private void tellAllOnceReady() {
        synchronized (folding) {
            if (!told && isReadToTheEnd()) {
                told = true;
                listeners.forEach(this::tellAll);
                ready = true;
            }
        }
    }

    private void tellAll(ResourceListener listener) {
        entries.forEach((id, entry) -> tell(listener, id, entry.resource(), entry.partition()));
    }

    private static void tell(ResourceListener listener, ResourceId id, @Nullable Resource<?> resource, int partition) {
        try {
            listener.changed(id, resource, partition);
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "A listener failed on a change of %s: it must not throw; the others are still told".formatted(id),
                    e);
        }
    }

    /** The reader stands before this offset and found no record up to it: compaction leaves such holes. */
    public void passed(int partition, long nextOffset) {
        positions.moveTo(partition, nextOffset);
        tellAllOnceReady();
    }

    /** How many records were folded so far: whether the reader still makes way. */
    public long records() {
        return records.get();
    }

    /** Says where the log ended when this process started; from then on {@link #ready()} can become true. */
    public void startedAt(Map<Integer, Long> ends) {
        startEnds = Map.copyOf(ends);
        tellAllOnceReady();
    }

    @Override
    public boolean ready() {
        return ready;
    }

    private boolean isReadToTheEnd() {
        Map<Integer, Long> ends = startEnds;
        return ends != null && positions.reached(ends);
    }

    /**
     * Waits until this record was folded.
     *
     * @return false when it was not in time
     */
    public boolean awaitOffset(int partition, long offset, Duration timeout) throws InterruptedException {
        return awaitEnds(Map.of(partition, offset + 1), timeout);
    }

    /** Waits until every partition was read up to its end (exclusive). */
    public boolean awaitEnds(Map<Integer, Long> ends, Duration timeout) throws InterruptedException {
        return positions.await(ends, timeout);
    }

    @Override
    public <S extends Spec> Optional<Resource<S>> find(ResourceId id, Class<S> type) {
        return Optional.ofNullable(entries.get(id)).flatMap(entry -> typed(entry, type));
    }

    @Override
    public <S extends Spec> List<Resource<S>> all(Class<S> type) {
        return entries.values().stream()
                .flatMap(entry -> typed(entry, type).stream())
                .toList();
    }

    @SuppressWarnings("unchecked") // the spec was just seen to be an S
    private static <S extends Spec> Optional<Resource<S>> typed(Entry entry, Class<S> type) {
        return type.isInstance(entry.resource().spec())
                ? Optional.of((Resource<S>) entry.resource())
                : Optional.empty();
    }

    @Override
    public void listen(ResourceListener listener) {
        synchronized (folding) {
            if (told) {
                tellAll(listener);
            }
            listeners.add(listener);
        }
    }

    @Override
    public Optional<Integer> partition(ResourceId id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::partition);
    }
}
