/**
 * Which replica runs which resource: a consumer group over the partitions of the resource log. Nothing is read and nothing is
 * committed through it; only the assignment counts. May import kafka-clients.
 */
@NullMarked
package dev.freshet.control.ownership;

import org.jspecify.annotations.NullMarked;
