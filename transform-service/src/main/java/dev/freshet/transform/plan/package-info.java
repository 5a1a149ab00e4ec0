/**
 * From SQL to a plan: parsed by Flink's grammar, type-checked by Calcite's validator with Flink's types against the inputs' schemas, given
 * to an engine, and for the service turned into a checked tree of {@code dev.freshet.transform.eval}. Calcite's planner and its generated
 * code are not used.
 *
 * <p>May import Calcite, Flink's parser, {@code eval} and the libraries' pure rooms and {@code avro}. No I/O.
 */
@NullMarked
package dev.freshet.transform.plan;

import org.jspecify.annotations.NullMarked;
