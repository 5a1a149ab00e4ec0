/**
 * What a MySQL server says of itself over JDBC: identity, settings, grants, tables.
 *
 * <p>May import java.sql and MySQL's driver.
 */
@NullMarked
package dev.freshet.source.mysql;

import org.jspecify.annotations.NullMarked;
