/**
 * The REST API, thin: JAX-RS annotations and their description; the verbs are the control plane's, the live check is
 * {@code dev.freshet.source.check}'s.
 */
@NullMarked
package dev.freshet.source.api;

import org.jspecify.annotations.NullMarked;
