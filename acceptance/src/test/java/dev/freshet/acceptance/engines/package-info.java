/** Both engines over the same rows: what the service computes by itself is what Flink computes. */
@NullMarked
package dev.freshet.acceptance.engines;

import org.jspecify.annotations.NullMarked;
