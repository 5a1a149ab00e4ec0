package dev.freshet.transform.flink.job;

import java.util.Collection;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Takes down what transforms left behind whose resources are gone. */
public final class Removal {
    private static final Logger LOG = Logger.getLogger(Removal.class);

    private final FlinkParts parts;

    public Removal(FlinkParts parts) {
        this.parts = parts;
    }

    /**
     * Cancels the jobs of all transforms but these, and removes the topics of their versions. What they made stays.
     *
     * @throws dev.freshet.transform.flink.gateway.FlinkUnavailableException when the cluster cannot be asked
     */
    public void allBut(Collection<String> declared) {
        for (String name : parts.log().living()) {
            if (!declared.contains(name)) {
                parts.log().find(name).ifPresent(deployed -> remove(name, deployed));
            }
        }
    }

    private void remove(String name, Deployed deployed) {
        new JobKeeper(name, parts.settings(), parts.planner(), parts.jobs()).cancelAll();
        Versions versions = new Versions(name, parts);
        Stream.of(deployed.previous(), deployed.current(), deployed.next())
                .filter(java.util.Objects::nonNull)
                .forEach(version -> versions.remove(version, true));
        parts.log().put(name, deployed.gone());
        LOG.infof("transform=%s is gone: its jobs are cancelled and the topics of its versions removed", name);
    }
}
