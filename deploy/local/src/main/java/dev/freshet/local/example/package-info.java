/**
 * The examples of the folder {@code examples}, played on this machine: their resource files on a whole stack, a workload, what is
 * measured meanwhile, and a verdict against a result that is computed here and not by Freshet.
 *
 * <p>Puts together the other rooms and is imported by the command line only.
 */
@NullMarked
package dev.freshet.local.example;

import org.jspecify.annotations.NullMarked;
