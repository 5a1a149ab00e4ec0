/**
 * The verbs of the control API and its errors, with the JAX-RS API only. Services write thin JAX-RS classes that hand over to a
 * {@link dev.freshet.control.rest.ResourceEndpoint}.
 *
 * <p>Guarantees: every error is a problem of RFC 9457 that says what, where and the mend; no stack trace and no secret leaves.
 */
@NullMarked
package dev.freshet.control.rest;

import org.jspecify.annotations.NullMarked;
