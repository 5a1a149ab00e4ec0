/**
 * What must change in a destination table so that it follows the source's: which types hold which ({@link
 * dev.freshet.evolution.Widening}), what differs from a writer schema ({@link dev.freshet.evolution.SchemaDifference}), what a
 * statement proves ({@link dev.freshet.evolution.DefinitionPlan}), as far as the policy allows. Rules, no SQL.
 *
 * <p>Pure: imports java.*, JSpecify, {@code dev.freshet.schema} and {@code dev.freshet.event}.
 */
@NullMarked
package dev.freshet.evolution;

import org.jspecify.annotations.NullMarked;
