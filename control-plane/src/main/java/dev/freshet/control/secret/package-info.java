/**
 * Secrets: what users write are references ({@code ${env:NAME}}, {@code ${file:/path}}); the value is looked up at the moment of use
 * and wrapped so that it cannot be printed by accident.
 *
 * <p>Guarantees: no message and no toString of this package contains a secret's value. Pure: imports java.* and JSpecify only.
 */
@NullMarked
package dev.freshet.control.secret;

import org.jspecify.annotations.NullMarked;
