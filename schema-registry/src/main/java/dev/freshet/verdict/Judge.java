package dev.freshet.verdict;

import dev.freshet.avro.EnvelopeDecoder;
import dev.freshet.avro.KeyColumns;
import dev.freshet.evolution.Verdict;
import dev.freshet.registry.SchemaRegistry;
import dev.freshet.registry.VersionLabels;
import dev.freshet.registry.VersionLabels.Version;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Compares a version with the one before it in its subject and labels it: {@code freshet.verdict} ({@code first}, {@code compatible},
 * {@code breaking}), {@code freshet.compared-with}, {@code freshet.changes}. A version is judged once, whoever registers it.
 */
public final class Judge {
    public static final String VERDICT = "freshet.verdict";
    public static final String COMPARED_WITH = "freshet.compared-with";
    public static final String CHANGES = "freshet.changes";

    /** Apicurio keeps 512 characters of a label. */
    private static final int LONGEST = 500;

    private final SchemaRegistry registry;
    private final VersionLabels labels;
    private final Consumer<Judgement> listener;

    /** @param listener is told every verdict but that on a subject's first version */
    public Judge(SchemaRegistry registry, VersionLabels labels, Consumer<Judgement> listener) {
        this.registry = registry;
        this.labels = labels;
        this.listener = listener;
    }

    /**
     * Judges the version of the subject that has this schema, unless that is done already.
     *
     * @throws dev.freshet.registry.RegistryException as the registry does
     * @throws dev.freshet.avro.DecodingException when one of the two is neither an envelope nor a key
     */
    public void judge(String subject, int id) {
        List<Version> versions = labels.versions(subject);
        int at = versions.stream().map(Version::id).toList().lastIndexOf(id);
        if (at < 0) {
            return;
        }
        String version = versions.get(at).version();
        Map<String, String> there = labels.labels(subject, version);
        if (there.containsKey(VERDICT)) {
            return;
        }
        Map<String, String> mine = new LinkedHashMap<>(there);
        if (at == 0) {
            put(mine, Verdict.FIRST);
            labels.label(subject, version, mine);
            return;
        }
        Version earlier = versions.get(at - 1);
        Verdict verdict = verdict(subject, registry.schema(earlier.id()), registry.schema(id));
        put(mine, verdict);
        mine.put(COMPARED_WITH, earlier.version());
        labels.label(subject, version, mine);
        listener.accept(new Judgement(subject, version, earlier.version(), verdict));
    }

    private static Verdict verdict(String subject, String before, String after) {
        return subject.endsWith("-key")
                ? Verdict.betweenKeys(KeyColumns.of(before), KeyColumns.of(after))
                : Verdict.between(
                        EnvelopeDecoder.compile(before, null).table(),
                        EnvelopeDecoder.compile(after, null).table());
    }

    private static void put(Map<String, String> labels, Verdict verdict) {
        labels.put(VERDICT, verdict.level().name().toLowerCase(Locale.ROOT));
        String changes = String.join("; ", verdict.changes());
        if (!changes.isEmpty()) {
            labels.put(CHANGES, changes.length() > LONGEST ? changes.substring(0, LONGEST) + "..." : changes);
        }
    }
}
