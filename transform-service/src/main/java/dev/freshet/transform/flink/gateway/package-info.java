/**
 * The cluster by HTTP: statements through the SQL gateway, jobs through the JobManager's REST API. Failures are one of two: the cluster cannot be
 * reached or is not ready ({@code FlinkUnavailableException}, tried again), or it says no ({@code FlinkRefusedException}, with the place
 * in the SQL when it names one).
 *
 * <p>May import the JDK's HTTP client and Jackson.
 */
@NullMarked
package dev.freshet.transform.flink.gateway;

import org.jspecify.annotations.NullMarked;
