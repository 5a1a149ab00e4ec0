package dev.freshet.source.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.control.json.ResourceJson;
import dev.freshet.control.resource.DatabaseSourceSpec;
import dev.freshet.control.resource.Declaration;
import dev.freshet.control.resource.Kind;
import dev.freshet.control.resource.ResourceException;
import dev.freshet.control.resource.ResourceId;
import dev.freshet.control.resource.SourceSpec;
import dev.freshet.control.resource.Violation;
import dev.freshet.control.secret.UnresolvedSecretException;
import dev.freshet.control.store.ResourceView;
import dev.freshet.source.capture.CaptureConfig;
import dev.freshet.source.check.Finding;
import dev.freshet.source.check.SourceCheck;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;

/** The live check as the API shows it: errors refuse, warnings are told. */
@Singleton
public class LiveValidation {
    private final SourceCheck check;
    private final ResourceView view;
    private final ResourceJson json = new ResourceJson();

    @Inject
    LiveValidation(SourceCheck check, ResourceView view) {
        this.check = check;
        this.view = view;
    }

    /** What stands in the way of capture. */
    List<Violation> violations(SourceSpec spec) {
        return errors(spec, findings(spec));
    }

    /** 200 with warnings, or 422. */
    Response validate(String body) {
        Declaration declaration = json.read(body, Kind.SOURCE, null);
        return verdict((SourceSpec) declaration.spec());
    }

    /** 200 with warnings, or 422, or 404. */
    Response validateExisting(String name) {
        ResourceId id = new ResourceId(Kind.SOURCE, name);
        SourceSpec spec = view.find(id, SourceSpec.class)
                .orElseThrow(() -> new ResourceException.Unknown(
                        id,
                        view.all(SourceSpec.class).stream()
                                .map(each -> each.id().name())
                                .toList()))
                .spec();
        return verdict(spec);
    }

    private Response verdict(SourceSpec spec) {
        List<Finding> findings = findings(spec);
        List<Violation> errors = errors(spec, findings);
        if (!errors.isEmpty()) {
            throw new ResourceException.Invalid(errors);
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("valid", true);
        answer.putArray("violations");
        ArrayNode warnings = answer.putArray("warnings");
        findings.forEach(finding -> warnings.addObject()
                .put("field", finding.field())
                .put("problem", finding.problem())
                .put("mend", finding.mend()));
        return Response.ok(answer.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }

    private List<Finding> findings(SourceSpec spec) {
        try {
            return check.findings(spec);
        } catch (UnresolvedSecretException e) {
            return List.of(new Finding(Finding.Severity.ERROR, "password", String.valueOf(e.getMessage()), e.mend()));
        }
    }

    private static List<Violation> errors(SourceSpec spec, List<Finding> findings) {
        List<Violation> errors = new ArrayList<>(
                spec instanceof DatabaseSourceSpec database ? CaptureConfig.violations(database) : List.of());
        findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(finding -> new Violation(finding.field(), finding.problem(), finding.mend()))
                .forEach(errors::add);
        return errors;
    }
}
