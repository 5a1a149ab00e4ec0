/**
 * What users declare: Source, Transform, Destination, Pipeline, as values with their validation. A resource as it stands in the log is a
 * {@link dev.freshet.control.resource.Resource}; its {@link dev.freshet.control.resource.Spec} is what the user wrote.
 *
 * <p>Pure: imports java.*, JSpecify and the pure {@code dev.freshet.control.secret} only. Every violation names the field and the
 * mend; every refusal is a {@link dev.freshet.control.resource.ResourceException}.
 */
@NullMarked
package dev.freshet.control.resource;

import org.jspecify.annotations.NullMarked;
