package dev.freshet.local.snowflake.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;

/** A statement on its way, or its answer. */
record RunningQuery(String id, String sql, ClientSession session, CompletableFuture<ObjectNode> reply) {}
