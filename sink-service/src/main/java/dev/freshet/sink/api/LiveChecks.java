package dev.freshet.sink.api;

import dev.freshet.control.resource.DestinationSpec;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.PipelineSpec;
import dev.freshet.control.resource.Resource;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.Violation;
import dev.freshet.control.store.ResourceView;
import dev.freshet.sink.boot.FileOwnership;
import dev.freshet.sink.destination.DestinationException;
import dev.freshet.sink.run.OpenDestinations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Whether what is declared would work: asks the destination itself. */
@Singleton
public class LiveChecks {
    private final ResourceView view;
    private final OpenDestinations destinations;
    private final FileOwnership ownership;

    public LiveChecks(ResourceView view, OpenDestinations destinations, FileOwnership ownership) {
        this.view = view;
        this.destinations = destinations;
        this.ownership = ownership;
    }

    List<Violation> destination(DestinationSpec spec) {
        try (OpenDestinations.Lease lease = destinations.lease("under check", spec)) {
            return lease.destination().check();
        } catch (DestinationException problem) {
            return List.of(new Violation("", String.valueOf(problem.getMessage()), problem.mend()));
        }
    }

    /** What is wrong with the pipeline's destination; that it exists is checked elsewhere. */
    List<Violation> pipeline(PipelineSpec spec) {
        Optional<Resource<DestinationSpec>> destination =
                view.find(new ResourceId(Kind.DESTINATION, spec.destination()), DestinationSpec.class);
        // a file that another replica has open cannot be looked at from here
        return destination
                .filter(ownership::mayOpen)
                .map(found -> destination(found.spec()).stream()
                        .map(violation -> new Violation(
                                "destination",
                                "'" + spec.destination() + "' does not work"
                                        + (violation.field().isEmpty() ? "" : " (its " + violation.field() + ")") + ": "
                                        + violation.problem(),
                                violation.mend()))
                        .toList())
                .orElse(List.of());
    }
}
