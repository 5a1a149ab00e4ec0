/**
 * What our rules say of each schema version that is registered: judged beside capture, recorded as labels of the version, told to a
 * listener.
 *
 * <p>Imports the registry port, {@code dev.freshet.evolution} and the codecs' reading of schemas.
 */
@NullMarked
package dev.freshet.verdict;

import org.jspecify.annotations.NullMarked;
