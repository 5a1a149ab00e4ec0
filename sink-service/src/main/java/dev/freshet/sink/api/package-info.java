/**
 * The REST API: destinations, pipelines, queries. Thin JAX-RS classes over the control plane's {@code ResourceEndpoint}; every error
 * is a problem of RFC 9457.
 */
@NullMarked
package dev.freshet.sink.api;

import org.jspecify.annotations.NullMarked;
