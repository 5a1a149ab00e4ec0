/**
 * SQL/JSON paths over JSON texts, as Flink has them: Jayway's paths, in lax mode unless they begin with {@code strict}. May import
 * Jackson and Jayway.
 */
@NullMarked
package dev.freshet.transform.json;

import org.jspecify.annotations.NullMarked;
