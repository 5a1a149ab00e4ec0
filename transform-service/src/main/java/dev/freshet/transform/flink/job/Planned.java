package dev.freshet.transform.flink.job;

import dev.freshet.transform.flink.ddl.OutputColumn;
import java.util.List;
import java.util.Map;

/**
 * What Flink makes of a transform's SQL.
 *
 * @param columns     of the result
 * @param key         names of those that tell its rows apart; empty: rows only come
 * @param stateful    the part of the plan that has state
 * @param parallelism that order allows
 * @param remarks     for people
 */
public record Planned(
        Map<String, Version.Input> inputs,
        String used,
        List<OutputColumn> columns,
        List<String> key,
        String stateful,
        int parallelism,
        List<String> remarks) {}
