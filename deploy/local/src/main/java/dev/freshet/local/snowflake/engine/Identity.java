package dev.freshet.local.snowflake.engine;

/**
 * Who a session belongs to.
 *
 * @param mayCreate whether the role may create schemas and tables
 * @param warehouse as the login named it; empty when it named none
 */
public record Identity(String user, String role, boolean mayCreate, String warehouse, String schema) {}
