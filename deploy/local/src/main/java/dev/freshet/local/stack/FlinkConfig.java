package dev.freshet.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The configuration folder of the cluster. Flink's scripts would compute the TaskManager's memory; without them every part of it is
 * spelt out, here and in the JVM's options.
 */
final class FlinkConfig {
    private static final int FRAMEWORK_HEAP_MIB = 96;
    private static final int TASK_HEAP_MIB = 160;
    private static final int FRAMEWORK_OFF_HEAP_MIB = 64;
    private static final int TASK_OFF_HEAP_MIB = 16;
    private static final int NETWORK_MIB = 32;
    /** Of the TaskManager's JVM. */
    static final int HEAP_MIB = FRAMEWORK_HEAP_MIB + TASK_HEAP_MIB;

    static final int DIRECT_MIB = FRAMEWORK_OFF_HEAP_MIB + TASK_OFF_HEAP_MIB + NETWORK_MIB;
    static final int METASPACE_MIB = 160;
    /** For RocksDB, shared by the slots; taken as state grows. */
    private static final int MANAGED_MIB = 192;

    private FlinkConfig() {}

    static void write(FlinkAddresses addresses) {
        Path folder = addresses.home().resolve("conf");
        try {
            Files.createDirectories(folder);
            Files.createDirectories(addresses.home().resolve("checkpoints"));
            Files.writeString(folder.resolve("config.yaml"), config(addresses));
            Files.writeString(folder.resolve("log4j2.properties"), LOGGING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String config(FlinkAddresses addresses) {
        return """
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.rpc.port: %1$d
                jobmanager.bind-host: 127.0.0.1
                rest.address: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.port: %2$d
                rest.bind-port: %2$d
                # jobs come as SQL through the gateway, no jar by HTTP
                web.submit.enable: false
                sql-gateway.endpoint.rest.address: 127.0.0.1
                sql-gateway.endpoint.rest.bind-address: 127.0.0.1
                sql-gateway.endpoint.rest.port: %3$d
                sql-gateway.endpoint.rest.bind-port: %3$d
                execution.target: remote
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                taskmanager.numberOfTaskSlots: 4
                taskmanager.cpu.cores: 1.0
                taskmanager.memory.framework.heap.size: %5$dm
                taskmanager.memory.task.heap.size: %6$dm
                taskmanager.memory.framework.off-heap.size: %7$dm
                taskmanager.memory.framework.off-heap.batch-shuffle.size: 32m
                taskmanager.memory.task.off-heap.size: %8$dm
                taskmanager.memory.network.min: %9$dm
                taskmanager.memory.network.max: %9$dm
                taskmanager.memory.managed.size: %10$dm
                taskmanager.memory.jvm-metaspace.size: %11$dm
                taskmanager.memory.jvm-overhead.min: 128m
                taskmanager.memory.jvm-overhead.max: 128m
                # a killed process refuses connections, which is noticed before the timeout; a slow machine is not dead
                heartbeat.interval: 2000
                heartbeat.timeout: 30000
                state.backend.type: rocksdb
                # a slot's share of the managed memory is small
                state.backend.rocksdb.writebuffer.size: 4mb
                execution.checkpointing.incremental: true
                execution.checkpointing.dir: %4$s
                execution.checkpointing.savepoint-dir: %4$s
                restart-strategy.type: fixed-delay
                restart-strategy.fixed-delay.attempts: 2147483647
                restart-strategy.fixed-delay.delay: 1s
                table.local-time-zone: UTC
                """.formatted(
                        addresses.rpcPort(),
                        addresses.restPort(),
                        addresses.gatewayPort(),
                        addresses.checkpoints(),
                        FRAMEWORK_HEAP_MIB,
                        TASK_HEAP_MIB,
                        FRAMEWORK_OFF_HEAP_MIB,
                        TASK_OFF_HEAP_MIB,
                        NETWORK_MIB,
                        MANAGED_MIB,
                        METASPACE_MIB);
    }

    private static final String LOGGING = """
            rootLogger.level = WARN
            rootLogger.appenderRef.console.ref = Console
            appender.console.type = Console
            appender.console.name = Console
            appender.console.layout.type = PatternLayout
            appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p [%c{1}] %m%n
            logger.taskexecutor.name = org.apache.flink.runtime.taskexecutor.TaskExecutor
            logger.taskexecutor.level = INFO
            logger.graph.name = org.apache.flink.runtime.executiongraph
            logger.graph.level = INFO
            logger.entry.name = org.apache.flink.runtime.dispatcher
            logger.entry.level = INFO
            """;
}
