/**
 * The schema registry as a port: subjects, ids, schema texts. Adapters live in packages named for the vendor.
 *
 * <p>Pure: imports java.* and JSpecify only.
 */
@NullMarked
package dev.freshet.registry;

import org.jspecify.annotations.NullMarked;
