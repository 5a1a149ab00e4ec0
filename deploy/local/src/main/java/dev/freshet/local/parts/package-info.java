/**
 * The programs that must run beside the services: fetched by Maven, unpacked once per user, prepared to start.
 *
 * <p>Guarantees: fetching goes through the repository's own {@code ./mvnw}, so a user's mirrors, proxies and offline mode
 * hold. A part appears in the cache complete or not at all, also when two processes fetch it at once, and nothing outside
 * the cache is touched. Imports java.*, xz and {@link dev.freshet.local.process}.
 */
@NullMarked
package dev.freshet.local.parts;

import org.jspecify.annotations.NullMarked;
