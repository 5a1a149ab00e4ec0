package dev.freshet.local.stack;

import dev.freshet.local.parts.Part;
import dev.freshet.local.process.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a stack is to consist of. Each method adds and returns this plan. */
public final class StackPlan {
    private final Set<Part> wanted = EnumSet.noneOf(Part.class);
    private final List<ServiceProcess.Settings> services = new ArrayList<>();
    private String[] mysqlFlags = {};
    private Consumer<String> progress = line -> {};
    private @Nullable Path state;
    private @Nullable Path data;
    private boolean detached;

    StackPlan() {}

    public StackPlan kafka() {
        return with(Part.KAFKA);
    }

    public StackPlan registry() {
        return with(Part.APICURIO);
    }

    public StackPlan mysql(String... flags) {
        mysqlFlags = flags.clone();
        return with(Part.MYSQL);
    }

    public StackPlan postgres() {
        return with(Part.POSTGRES);
    }

    /** A session cluster and its SQL gateway; transform-service is told of it. */
    public StackPlan flink() {
        return with(Part.FLINK);
    }

    /** The services of the main job, and what they stand on. */
    public StackPlan services() {
        return service(ServiceProcess.Settings.of("source-service"))
                .service(ServiceProcess.Settings.of("sink-service"));
    }

    /** The service that runs transforms, beside the others. */
    public StackPlan transforms() {
        return service(ServiceProcess.Settings.of("transform-service"));
    }

    public StackPlan service(ServiceProcess.Settings settings) {
        services.add(settings);
        return kafka().registry();
    }

    private StackPlan with(Part part) {
        wanted.add(part);
        return this;
    }

    /** Told in one line what has started. */
    public StackPlan progress(Consumer<String> listener) {
        this.progress = listener;
        return this;
    }

    /** Keeps data and logs in this folder instead of a temporary one. */
    public StackPlan keepingDataIn(Path folder) {
        this.data = folder.toAbsolutePath();
        return this;
    }

    /** Outlives this JVM; data, logs and the list of processes are in the state folder. */
    public StackPlan detachedIn(Path folder) {
        this.state = folder.toAbsolutePath();
        this.detached = true;
        return this;
    }

    public Stack start() {
        return Stack.start(this);
    }

    boolean has(Part part) {
        return wanted.contains(part);
    }

    List<ServiceProcess.Settings> wantedServices() {
        return List.copyOf(services);
    }

    String[] mysqlFlags() {
        return mysqlFlags.clone();
    }

    Consumer<String> progress() {
        return progress;
    }

    Run runIn(Path defaultState) {
        Path where = state == null ? defaultState : state;
        if (detached) {
            return Run.detached(where);
        }
        return data == null ? Run.temporary(where) : Run.keeping(where, data);
    }
}
