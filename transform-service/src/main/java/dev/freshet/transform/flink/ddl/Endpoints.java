package dev.freshet.transform.flink.ddl;

/**
 * Where the cluster finds what the tables are made of.
 *
 * @param kafka    bootstrap servers, as the cluster reaches them
 * @param registry the ccompat root, as the cluster reaches it
 */
public record Endpoints(String kafka, String registry) {}
