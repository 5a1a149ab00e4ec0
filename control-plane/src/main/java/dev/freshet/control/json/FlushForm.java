package dev.freshet.control.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.control.resource.Flush;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A flush policy as people write it: a preset, or figures, or both (figures win); and the same for some tables. */
final class FlushForm {
    private FlushForm() {}

    static Flush read(Fields fields) {
        Flush all = figures(fields);
        Map<String, Flush> tables = new LinkedHashMap<>();
        Fields inside = fields.inside("tables");
        for (String table : inside.names()) {
            Fields own = inside.inside(table);
            tables.put(table, figures(own));
            own.refuseOthers();
        }
        fields.refuseOthers();
        return all.with(tables);
    }

    private static Flush figures(Fields fields) {
        String word = fields.text("preset", "auto");
        Flush base = Flush.preset(word).orElseGet(() -> {
            fields.unknownWord("preset", word, Flush.PRESETS);
            return Flush.DEFAULT;
        });
        String cron = fields.text("cron");
        if (cron != null) {
            return atMoments(fields, cron);
        }
        Flush chosen = new Flush(
                fields.duration("interval", base.interval()),
                fields.integer("rows", base.rows()),
                fields.bytes("bytes", base.bytes()));
        boolean asPreset = chosen.interval().equals(base.interval())
                && chosen.rows() == base.rows()
                && chosen.bytes() == base.bytes();
        return asPreset && fields.onlyWord("preset") ? base : chosen;
    }

    private static Flush atMoments(Fields fields, String cron) {
        fields.duration("interval", Flush.DEFAULT.interval());
        for (String other : List.of("preset", "interval")) {
            if (fields.names().contains(other)) {
                fields.refuse(other, "is given beside cron", "Remove one of the two.");
            }
        }
        return Flush.at(cron, fields.integer("rows", Flush.MANY_ROWS), fields.bytes("bytes", Flush.MANY_BYTES));
    }

    static void write(Flush flush, ObjectNode node) {
        writeFigures(flush, node);
        if (!flush.tables().isEmpty()) {
            ObjectNode tables = node.putObject("tables");
            flush.tables().forEach((table, own) -> writeFigures(own, tables.putObject(table)));
        }
    }

    private static void writeFigures(Flush flush, ObjectNode node) {
        if (!flush.preset().isEmpty()) {
            node.put("preset", flush.preset());
            return;
        }
        if (flush.cron() != null) {
            node.put("cron", flush.cron());
        } else {
            node.put("interval", flush.interval().toString());
        }
        node.put("rows", flush.rows()).put("bytes", flush.bytes());
    }
}
