package dev.freshet.local.drift;

import dev.freshet.local.client.Api;
import dev.freshet.local.demo.Options;
import dev.freshet.local.demo.Warehouse;
import dev.freshet.local.stack.Stack;
import java.util.List;
import java.util.Set;

/** The destinations of a run, with names as they are at the source. */
record Warehouses(List<Warehouse> all) implements AutoCloseable {
    static Warehouses of(Set<Options.Destination> destinations, Stack stack, Api api) {
        return new Warehouses(destinations.stream()
                .sorted()
                .map(destination -> Warehouse.of(destination, stack, api).preservingNames())
                .toList());
    }

    @Override
    public void close() {
        all.forEach(Warehouse::close);
    }
}
