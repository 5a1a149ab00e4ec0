package dev.freshet.sink.destination;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.PipelineSpec.Deletes;
import dev.freshet.control.resource.PipelineSpec.Mode;
import dev.freshet.control.resource.SnowflakeSettings;
import dev.freshet.event.Operation;
import dev.freshet.evolution.EvolutionPolicy;
import dev.freshet.evolution.SchemaDifference;
import dev.freshet.schema.Column;
import dev.freshet.schema.ColumnType;
import dev.freshet.schema.TableSchema;
import dev.freshet.sink.batch.SinkRow;
import dev.freshet.sink.batch.TableName;
import dev.freshet.sink.destination.duckdb.DuckDbDestination;
import dev.freshet.sink.destination.postgresql.PostgresDestination;
import dev.freshet.sink.destination.snowflake.SnowflakeDestination;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * How fast destinations write, on an orders table of nine columns: {@code duckdb FILE}, {@code postgresql PORT DATABASE USER}, or
 * {@code snowflake URL KEY-FILE} with {@code ./freshet snowflake-local} in a process of its own. CPU is that of this process, which for DuckDB is all
 * there is.
 */
final class Measure {
    private static final TableSchema ORDERS = new TableSchema(
            List.of(
                    new Column("id", new ColumnType.Int(64), false),
                    new Column("customer", new ColumnType.Int(32), false),
                    new Column("status", new ColumnType.Text(), false),
                    new Column("total", new ColumnType.Decimal(12, 2), false),
                    new Column("note", new ColumnType.Text(), true),
                    new Column("ordered", new ColumnType.Date(), false),
                    new Column("created", new ColumnType.Timestamp(), false),
                    new Column("updated", new ColumnType.Instant(), false),
                    new Column("paid", new ColumnType.Bool(), false)),
            List.of("id"));

    private final SplittableRandom random = new SplittableRandom(7);
    private final DestinationSession session;
    private final String run = Long.toString(System.nanoTime(), 36);
    private long position;

    private Measure(DestinationSession session) {
        this.session = session;
    }

    public static void main(String[] args) {
        String memory = System.getProperty("duckdb.memory");
        Map<String, String> config = memory == null ? Map.of() : Map.of("memory_limit", memory);
        DestinationSpec spec = args[0].equals("snowflake")
                ? snowflake(args[1])
                : args[0].equals("duckdb")
                        ? new DestinationSpec("duckdb", args[1], null, null, null, null, null, config)
                        : new DestinationSpec(
                                "postgresql",
                                null,
                                "127.0.0.1",
                                Integer.valueOf(args[1]),
                                args[2],
                                args[3],
                                null,
                                Map.of());
        try (Destination destination = args[0].equals("snowflake")
                        ? new SnowflakeDestination(
                                "measured", spec, text -> text.equals("${key}") ? read(args[2]) : text)
                        : args[0].equals("duckdb")
                                ? new DuckDbDestination("measured", spec)
                                : new PostgresDestination("measured", spec, UnaryOperator.identity());
                DestinationSession session = destination.connect()) {
            Measure measure = new Measure(session);
            measure.batches("first rows, 100k", Mode.UPSERT, 100_000, 3, 0);
            Changes orders = measure.batches("first rows, 100k, warm", Mode.UPSERT, 100_000, 10, 0);
            measure.upserts("upserts into 1M, 100k", orders, 100_000, 5);
            measure.upserts("upserts into 1M, 10k", orders, 10_000, 20);
            measure.upserts("upserts into 1M, 1k", orders, 1_000, 100);
            measure.upserts("upserts into 1M, 200", orders, 200, 200);
            measure.batches("first rows, 200", Mode.UPSERT, 200, 200, 0);
            measure.batches("append, 100k", Mode.APPEND, 100_000, 3, 0);
        }
    }

    private static DestinationSpec snowflake(String url) {
        SnowflakeSettings settings = new SnowflakeSettings(
                null, url, "FRESHET_ROLE", "LOADING", null, false, "${key}", null, null, null, null, null, null);
        return new DestinationSpec("snowflake", null, null, null, "FRESHET", "FRESHET_USER", null, Map.of(), settings);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Changes batches(String what, Mode mode, int rows, int batches, int firstId) {
        Changes changes = new Changes(
                "measure" + run + what, new TableName("measured", run + "_" + what), ORDERS, mode, Deletes.HARD);
        session.nextOffsets(changes.pipeline(), changes.topic());
        session.evolve(changes.at(0, 0, List.of()), SchemaDifference.between(null, ORDERS, EvolutionPolicy.DEFAULT));
        int[] id = {firstId};
        report(what, changes, rows, batches, () -> id[0]++, false);
        return changes;
    }

    /** Three in four update a row, one in eight is new, one in eight deletes. */
    private void upserts(String what, Changes changes, int rows, int batches) {
        report(what, changes, rows, batches, () -> random.nextInt(1_100_000), true);
    }

    private void report(
            String what, Changes changes, int rows, int batches, java.util.function.IntSupplier ids, boolean mixed) {
        long[] micros = new long[batches];
        long cpu = cpu();
        long generating = 0;
        for (int i = 0; i < batches; i++) {
            long begin = cpu();
            List<SinkRow> generated = generate(rows, ids, mixed);
            generating += cpu() - begin;
            var batch = changes.of(generated);
            long start = System.nanoTime();
            session.write(batch);
            micros[i] = (System.nanoTime() - start) / 1000;
        }
        double cpuSeconds = (cpu() - cpu - generating) / 1e9;
        long total = Arrays.stream(micros).sum();
        long written = (long) rows * batches;
        Arrays.sort(micros);
        System.out.printf(
                "%-28s %9.0f rows/s  %6.2f CPU-s/M here  batch p50 %8.1f ms  p99 %8.1f ms  resident %d MB%n",
                what,
                written * 1e6 / total,
                cpuSeconds * 1e6 / written,
                micros[batches / 2] / 1e3,
                micros[batches * 99 / 100] / 1e3,
                resident());
    }

    private List<SinkRow> generate(int rows, java.util.function.IntSupplier ids, boolean mixed) {
        java.util.BitSet seen = new java.util.BitSet();
        List<SinkRow> generated = new ArrayList<>(rows);
        while (generated.size() < rows) {
            int id = ids.getAsInt();
            if (seen.get(id)) {
                continue;
            }
            seen.set(id);
            Object[] values = {
                (long) id,
                random.nextInt(10_000),
                random.nextBoolean() ? "paid" : "waiting for payment",
                BigDecimal.valueOf(random.nextLong(10_000_000), 2),
                "note " + random.nextInt(),
                19_000 + random.nextInt(1000),
                1_700_000_000_000_000L + random.nextInt(),
                1_700_000_000_000_000L + random.nextInt(),
                random.nextBoolean()
            };
            Operation operation =
                    !mixed ? Operation.CREATE : random.nextInt(8) == 0 ? Operation.DELETE : Operation.UPDATE;
            generated.add(Changes.row(operation, ++position, values));
        }
        return generated;
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long resident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
