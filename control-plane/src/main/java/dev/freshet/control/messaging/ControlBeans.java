package dev.freshet.control.messaging;

import dev.freshet.control.json.ReportJson;
import dev.freshet.control.json.ResourceJson;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.state.Activity;
import dev.freshet.control.state.Reports;
import dev.freshet.control.store.LogBackedView;
import dev.freshet.control.store.SkippedRecord;
import dev.freshet.control.store.StatusView;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.jboss.logging.Logger;

/** The views as beans: {@link LogBackedView} is injected as {@link dev.freshet.control.store.ResourceView}. */
@Singleton
public class ControlBeans {
    private static final Logger LOG = Logger.getLogger(ControlBeans.class);

    @Produces
    @Singleton
    LogBackedView resources(Reports reports) {
        ResourceJson json = new ResourceJson();
        return new LogBackedView(json::fromLog, skipped -> skippedResource(skipped, reports));
    }

    @Produces
    @Singleton
    StatusView statuses() {
        ReportJson json = new ReportJson();
        return new StatusView(json::status, skipped -> log(ControlTopics.STATUS, skipped));
    }

    private static void skippedResource(SkippedRecord skipped, Reports reports) {
        log(ControlTopics.RESOURCES, skipped);
        ResourceId about;
        try {
            about = ResourceId.parse(skipped.key());
        } catch (IllegalArgumentException e) {
            return; // nobody's record: the log line is all there is to say
        }
        reports.activity(new Activity(
                Clock.systemUTC().instant(),
                about,
                "resource.skipped",
                Activity.Severity.ERROR,
                "A record of %s in the resource log cannot be read and was skipped: %s. Declare it again."
                        .formatted(about, skipped.reason()),
                Map.of("partition", skipped.partition(), "offset", skipped.offset())));
    }

    private static void log(String topic, SkippedRecord skipped) {
        LOG.errorf(
                "A record cannot be read and is skipped; what its key said before still holds. topic=%s partition=%d offset=%d key=%s reason=%s",
                topic, skipped.partition(), skipped.offset(), skipped.key(), skipped.reason());
    }
}
