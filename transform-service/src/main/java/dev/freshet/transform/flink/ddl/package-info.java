/**
 * Pure text: what Flink is told so that a transform's SQL means there what it means in the service. Tables over the topics of inputs as their
 * bytes are, views of the SQL's names with SQL's types over them, the table that the result goes into, and the job's settings.
 *
 * <p>May import the libraries' {@code avro} and pure rooms. No I/O; golden files hold the text.
 */
@NullMarked
package dev.freshet.transform.flink.ddl;

import org.jspecify.annotations.NullMarked;
