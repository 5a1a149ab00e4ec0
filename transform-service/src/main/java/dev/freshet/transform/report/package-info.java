/** What a transform says of itself: its state, announced when it changes, and what happened. */
@NullMarked
package dev.freshet.transform.report;

import org.jspecify.annotations.NullMarked;
