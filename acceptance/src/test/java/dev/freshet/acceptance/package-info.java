/** The promises of the whole house, tested on real processes, and the import rules of all modules. */
@NullMarked
package dev.freshet.acceptance;

import org.jspecify.annotations.NullMarked;
