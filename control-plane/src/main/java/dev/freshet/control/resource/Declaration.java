package dev.freshet.control.resource;

import java.util.ArrayList;
import java.util.List;

/** A resource as a user declares it, in a file or a request: its name and its spec. */
public record Declaration(ResourceId id, Spec spec) {
    /** All that is wrong with name and spec, judged without asking any system. */
    public List<Violation> violations() {
        List<Violation> all = new ArrayList<>(id.violations());
        all.addAll(spec.violations());
        return List.copyOf(all);
    }
}
