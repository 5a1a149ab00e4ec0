package dev.freshet.source.run;

import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.state.Activity;
import dev.freshet.control.state.Reports;
import dev.freshet.evolution.Verdict;
import dev.freshet.verdict.Judgement;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Tells verdicts on schema versions as activities {@code schema.version} of the source that registered them. */
public final class VerdictReports implements Consumer<Judgement> {
    private final Reports reports;
    private final Clock clock;

    public VerdictReports(Reports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    @Override
    public void accept(Judgement judgement) {
        Verdict verdict = judgement.verdict();
        String topic = judgement.topic();
        reports.activity(new Activity(
                clock.instant(),
                // a topic begins with its source's name, which has no dot
                new ResourceId(Kind.SOURCE, topic.substring(0, topic.indexOf('.'))),
                "schema.version",
                verdict.level() == Verdict.Level.BREAKING ? Activity.Severity.WARNING : Activity.Severity.INFO,
                judgement.sentence(),
                Map.of(
                        "subject", judgement.subject(),
                        "version", judgement.version(),
                        "earlier", judgement.earlier(),
                        "verdict", verdict.level().name().toLowerCase(Locale.ROOT),
                        "changes", verdict.changes())));
    }
}
