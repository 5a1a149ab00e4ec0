package dev.freshet.source.check;

import dev.freshet.control.resource.SourceSpec;
import java.util.List;

/** Asks the live system of a source whether capture would work. Safe for use by several threads; blocks on the network. */
@FunctionalInterface
public interface SourceCheck {
    /** Everything found, errors and warnings; empty when all is well. Changes nothing at the source. */
    List<Finding> findings(SourceSpec spec);
}
