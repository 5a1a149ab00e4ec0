package dev.freshet.control.resource;

import java.time.Instant;

/**
 * A resource as it stands in the log.
 *
 * @param generation grows by one with every change of spec, pause, resume or restart
 * @param paused     the user wants it to rest
 * @param restarts   how often the user asked for a restart; a change of it is the request
 */
public record Resource<S extends Spec>(
        ResourceId id, long generation, boolean paused, int restarts, Instant createdAt, Instant updatedAt, S spec) {}
