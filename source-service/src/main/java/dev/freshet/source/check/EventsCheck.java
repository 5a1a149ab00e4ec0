package dev.freshet.source.check;

import dev.freshet.control.resource.EventsSourceSpec;
import dev.freshet.control.secret.UnresolvedSecretException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Whether events could be taken: the keys must be found on this machine. */
public final class EventsCheck {
    private static final int SHORT = 16;

    private final UnaryOperator<String> secrets;

    /** @param secrets resolves references; throws {@link UnresolvedSecretException} */
    public EventsCheck(UnaryOperator<String> secrets) {
        this.secrets = secrets;
    }

    /** Everything found, errors and warnings; empty when all is well. */
    public List<Finding> findings(EventsSourceSpec spec) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < spec.writeKeys().size(); i++) {
            try {
                if (secrets.apply(spec.writeKeys().get(i)).length() < SHORT) {
                    findings.add(Finding.warning(
                            "writeKeys[" + i + "]",
                            "the key is shorter than " + SHORT + " characters",
                            "take a longer one, at random: openssl rand -hex 24"));
                }
            } catch (UnresolvedSecretException e) {
                findings.add(Finding.error("writeKeys[" + i + "]", String.valueOf(e.getMessage()), e.mend()));
            }
        }
        if (spec.origins().contains(EventsSourceSpec.ANY_ORIGIN)) {
            findings.add(Finding.warning(
                    "origins",
                    "pages of any origin may send",
                    "name the origins of your own pages, unless the page may be anybody's"));
        }
        return findings;
    }
}
