/**
 * Whether a source would work: facts of the live server, and the rules that judge them. Every finding names the field and the
 * mend.
 *
 * <p>Pure: imports java.*, JSpecify and the control plane's resources.
 */
@NullMarked
package dev.freshet.source.check;

import org.jspecify.annotations.NullMarked;
