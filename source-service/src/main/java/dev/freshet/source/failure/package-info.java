/**
 * Why captures end, and what to do about it: the one place where exceptions become RETRYING or FAILED with cause and mend.
 *
 * <p>Without I/O. Imports the exception types of Kafka and of the schema registry.
 */
@NullMarked
package dev.freshet.source.failure;

import org.jspecify.annotations.NullMarked;
