package dev.freshet.control.state;

import dev.freshet.control.resource.ResourceId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest word of a running part about itself; key in {@code freshet.status} is the resource's key.
 *
 * @param generation the resource's generation that it runs
 * @param cause      what went wrong and where; null unless RETRYING or FAILED
 * @param mend       what a person can do about it; null likewise
 * @param replica    who runs it
 * @param since      when it entered this state
 * @param at         when this was said
 * @param details    figures of the kind: position, lag, rows, rates
 */
public record Status(
        ResourceId id,
        long generation,
        RunState state,
        @Nullable String cause,
        @Nullable String mend,
        String replica,
        Instant since,
        Instant at,
        Map<String, Object> details) {}
