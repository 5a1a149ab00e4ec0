/**
 * Expressions over one row, with the semantics of Flink SQL: a checked tree ({@link dev.freshet.transform.eval.Expression}) is compiled
 * once into closures ({@link dev.freshet.transform.eval.Evaluator}); no code is generated at run time. NULL in gives NULL out unless a
 * function says otherwise; what cannot be had (a bad cast, an overflow) is an {@link dev.freshet.transform.eval.EvaluationException}.
 *
 * <p>Pure: imports java.*, JSpecify, {@code dev.freshet.transform.json} and the pure rooms of the libraries. Evaluators are immutable and
 * safe for use by several threads.
 */
@NullMarked
package dev.freshet.transform.eval;

import org.jspecify.annotations.NullMarked;
