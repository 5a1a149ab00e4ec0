/**
 * Talking to the services' REST API: resource files in, resources and their status out, problems as readable text.
 *
 * <p>Knows the paths and the common shape of resources, not their fields: a field that a service learns needs no change
 * here. Imports java.* and Jackson.
 */
@NullMarked
package dev.freshet.local.client;

import org.jspecify.annotations.NullMarked;
