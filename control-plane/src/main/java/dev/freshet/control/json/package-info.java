/**
 * Resources, status and activity as JSON and YAML, with Jackson. One flat form for requests and files, the same form with five
 * more fields in the log.
 *
 * <p>Guarantees: requests are read strictly (unknown field, wrong type: a violation that names the field), the log is read
 * leniently (a newer version's fields are ignored); all violations of a text are found at once. May import Jackson and the pure
 * rooms of this module.
 */
@NullMarked
package dev.freshet.control.json;

import org.jspecify.annotations.NullMarked;
