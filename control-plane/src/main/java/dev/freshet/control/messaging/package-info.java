/**
 * The control topics over reactive messaging: {@code freshet.resources} and {@code freshet.status} are read whole by every replica
 * into views, resources are written with read-your-own-write, reports are sent from a bounded outbox.
 *
 * <p>Guarantees: nothing here stops a service from starting when Kafka is away; it is tried again until it answers, and the service is
 * not ready meanwhile. CDI beans, found through this jar's index; the channels are configured in
 * {@code META-INF/microprofile-config.properties}. May import Kafka, reactive messaging, CDI, health and the other rooms.
 */
@NullMarked
package dev.freshet.control.messaging;

import org.jspecify.annotations.NullMarked;
