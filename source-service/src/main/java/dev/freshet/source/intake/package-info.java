/**
 * Events on their way into Kafka. Requests of all sources wait in one queue; a thread takes all that wait, encodes them, and writes them in
 * one transaction (group commit); then each request is answered. What does not fit a stream's schema takes the way round by another
 * thread, which may ask the registry.
 *
 * <p>Guarantees: an answer {@link dev.freshet.source.intake.Outcome.Stored} comes after the commit; a request is stored whole or not at
 * all; what waits in memory is bounded. Knows HTTP only as outcomes.
 */
@NullMarked
package dev.freshet.source.intake;

import org.jspecify.annotations.NullMarked;
