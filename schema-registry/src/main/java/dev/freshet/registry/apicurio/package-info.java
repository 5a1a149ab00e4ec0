/**
 * The registry port over Apicurio's Confluent-compatible REST API (ccompat v7): any registry that speaks it will do. Labels, by Apicurio's own API, where the
 * registry is one.
 *
 * <p>May import the port, the JDK's HTTP client, Jackson, and Avro's schemas (to put referenced schemas together).
 */
@NullMarked
package dev.freshet.registry.apicurio;

import org.jspecify.annotations.NullMarked;
