/**
 * From a change event of the input to one of the output: the filter is asked of both rows, so that an update that enters is a create and one
 * that leaves is a delete; the rows of the result are written with the input's bytes where nothing is computed. Compiled once per pair of
 * writer schemas.
 *
 * <p>May import {@code eval}, {@code plan} and the libraries' {@code avro} and pure rooms. No I/O but the registry.
 */
@NullMarked
package dev.freshet.transform.apply;

import org.jspecify.annotations.NullMarked;
