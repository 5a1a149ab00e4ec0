package dev.freshet.control.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.control.resource.SchemaChanges;
import dev.freshet.evolution.EvolutionPolicy;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code schemaChanges} of a pipeline. A refinement that is absent follows from the behavior; an override that is silent, from the pipeline. */
final class SchemaChangesForm {
    private SchemaChangesForm() {}

    static SchemaChanges read(Fields fields) {
        EvolutionPolicy policy = policy(fields, EvolutionPolicy.DEFAULT);
        Map<String, EvolutionPolicy> tables = new LinkedHashMap<>();
        Fields overrides = fields.inside("tables");
        for (String table : overrides.names()) {
            Fields override = overrides.inside(table);
            tables.put(table, policy(override, policy));
            override.refuseOthers();
        }
        fields.refuseOthers();
        return new SchemaChanges(policy, tables);
    }

    private static EvolutionPolicy policy(Fields fields, EvolutionPolicy otherwise) {
        EvolutionPolicy.Behavior behavior =
                fields.word("behavior", EvolutionPolicy.Behavior.class, otherwise.behavior());
        EvolutionPolicy base = behavior == otherwise.behavior() ? otherwise : EvolutionPolicy.of(behavior);
        return new EvolutionPolicy(
                behavior,
                fields.word("onDrop", EvolutionPolicy.OnDrop.class, base.onDrop()),
                fields.word("onTypeChange", EvolutionPolicy.OnTypeChange.class, base.onTypeChange()),
                fields.word("onRename", EvolutionPolicy.OnRename.class, base.onRename()),
                fields.word("onTruncate", EvolutionPolicy.OnTruncate.class, base.onTruncate()),
                fields.word("onDropTable", EvolutionPolicy.OnDropTable.class, base.onDropTable()),
                fields.word("onRenameTable", EvolutionPolicy.OnRenameTable.class, base.onRenameTable()));
    }

    static void write(SchemaChanges changes, ObjectNode node) {
        write(changes.policy(), node);
        if (!changes.tables().isEmpty()) {
            ObjectNode tables = node.putObject("tables");
            changes.tables().forEach((table, policy) -> write(policy, tables.putObject(table)));
        }
    }

    private static void write(EvolutionPolicy policy, ObjectNode node) {
        node.put("behavior", Fields.word(policy.behavior()))
                .put("onDrop", Fields.word(policy.onDrop()))
                .put("onTypeChange", Fields.word(policy.onTypeChange()))
                .put("onRename", Fields.word(policy.onRename()))
                .put("onTruncate", Fields.word(policy.onTruncate()))
                .put("onDropTable", Fields.word(policy.onDropTable()))
                .put("onRenameTable", Fields.word(policy.onRenameTable()));
    }
}
