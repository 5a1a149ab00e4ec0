/** The REST API of transforms: the control plane's verbs, what the SQL is planned as, and trying it out. May import JAX-RS and Jackson. */
@NullMarked
package dev.freshet.transform.api;

import org.jspecify.annotations.NullMarked;
