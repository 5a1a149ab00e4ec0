package dev.freshet.control.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.control.resource.Violation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one object, remembers which ones are known, and collects what is wrong instead of stopping at the first. */
final class Fields {
    static final String UNKNOWN = "is not a known field";

    private final JsonNode node;
    private final String prefix;
    private final List<Violation> violations;
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> tolerated = new HashSet<>();

    Fields(JsonNode node, String prefix, List<Violation> violations) {
        this.node = node;
        this.prefix = prefix;
        this.violations = violations;
    }

    @Nullable
    String text(String name) {
        JsonNode value = take(name);
        if (value == null || value.isTextual()) {
            return value == null ? null : value.textValue();
        }
        wrong(name, value, "text", value.isNumber() || value.isBoolean() ? "Put it in quotes." : "Give a single text.");
        return null;
    }

    String text(String name, String otherwise) {
        String value = text(name);
        return value == null ? otherwise : value;
    }

    @Nullable
    Integer integer(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return null;
        }
        if (value.isIntegralNumber() && value.canConvertToInt()) {
            return value.intValue();
        }
        wrong(name, value, "a whole number", "Write it without quotes and without a fraction.");
        return null;
    }

    /** Not set is not so. */
    boolean flag(String name) {
        JsonNode value = take(name);
        if (value != null && !value.isBoolean()) {
            wrong(name, value, "true or false", "Write it without quotes.");
        }
        return value != null && value.isBoolean() && value.booleanValue();
    }

    int integer(String name, int otherwise) {
        Integer value = integer(name);
        return value == null ? otherwise : value;
    }

    long bytes(String name, long otherwise) {
        JsonNode value = take(name);
        if (value == null) {
            return otherwise;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        Long size = value.isTextual() ? Units.size(value.textValue()) : null;
        if (size == null) {
            wrong(name, value, "a size", "Write a number of bytes, or a text such as 64MiB.");
            return otherwise;
        }
        return size;
    }

    Duration duration(String name, Duration otherwise) {
        JsonNode value = take(name);
        if (value == null) {
            return otherwise;
        }
        Duration duration = value.isTextual() ? Units.duration(value.textValue()) : null;
        if (duration == null) {
            wrong(name, value, "a duration", "Write a text such as 100ms, 5s, 1m or PT0.1S.");
            return otherwise;
        }
        return duration;
    }

    <E extends Enum<E>> E word(String name, Class<E> type, E otherwise) {
        JsonNode value = take(name);
        if (value == null) {
            return otherwise;
        }
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String word = word(constant);
            if (value.isTextual() && word.equalsIgnoreCase(value.textValue())) {
                return constant;
            }
            words.add(word);
        }
        wrong(name, value, "one of " + String.join(", ", words), "Use one of: " + String.join(", ", words) + ".");
        return otherwise;
    }

    boolean isObject(String name) {
        return node.path(name).isObject();
    }

    void refuse(String name, String problem, String mend) {
        violations.add(new Violation(prefix + name, problem, mend));
    }

    /** Whether it is there and says null: the word, in a language that has no other way to write it. */
    boolean saysNull(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value != null && value.isNull();
    }

    /** As it is written: {@code new-column}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A list of texts, or one text with commas. */
    List<String> list(String name) {
        JsonNode value = take(name);
        if (value == null) {
            return List.of();
        }
        if (value.isTextual()) {
            return Units.split(value.textValue());
        }
        List<String> texts = new ArrayList<>();
        if (value.isArray()) {
            for (JsonNode element : value) {
                if (!element.isTextual()) {
                    wrong(name + "[" + texts.size() + "]", element, "text", "Put it in quotes.");
                    return List.of();
                }
                texts.add(element.textValue());
            }
        } else {
            wrong(name, value, "a list of texts", "Write [\"a\", \"b\"] or \"a,b\".");
        }
        return texts;
    }

    /** Texts by key; numbers and booleans are taken as their text, as properties files would. */
    Map<String, String> map(String name) {
        JsonNode value = take(name);
        Map<String, String> map = new LinkedHashMap<>();
        if (value == null) {
            return map;
        }
        if (!value.isObject()) {
            wrong(name, value, "an object of key and text", "Write {\"key\": \"value\"}.");
            return map;
        }
        value.properties().forEach(entry -> {
            if (entry.getValue().isValueNode() && !entry.getValue().isNull()) {
                map.put(entry.getKey(), entry.getValue().asText());
            } else {
                wrong(name + "." + entry.getKey(), entry.getValue(), "text", "Give a single value, or remove the key.");
            }
        });
        return map;
    }

    /** The fields of an object inside; of an empty one when it is absent. */
    Fields inside(String name) {
        JsonNode value = take(name);
        if (value != null && !value.isObject()) {
            wrong(name, value, "an object", "Write {...}.");
        }
        JsonNode object = value == null || !value.isObject() ? Texts.JSON.createObjectNode() : value;
        return new Fields(object, prefix + name + ".", violations);
    }

    /** Says that a word is none of those that are known. */
    void unknownWord(String name, String word, List<String> words) {
        violations.add(new Violation(
                prefix + name, "'" + word + "' is not known", "Use one of: " + String.join(", ", words) + "."));
    }

    /** Whether none of the figures beside this word is there. */
    boolean onlyWord(String name) {
        return names().stream().allMatch(other -> other.equals(name) || other.equals("tables"));
    }

    /** Names of the fields that are there. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** What the server itself adds to an answer may come back in a request, so that what was read can be written. */
    void tolerate(String... names) {
        tolerated.addAll(List.of(names));
    }

    /** Says of every field that nobody asked for that it is unknown. */
    void refuseOthers() {
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> {
                if (!known.contains(name) && !tolerated.contains(name)) {
                    violations.add(new Violation(prefix + name, UNKNOWN, Suggestion.mend(name, known)));
                }
            });
        }
    }

    void wrong(String name, JsonNode value, String expected, String mend) {
        violations.add(new Violation(prefix + name, "must be " + expected + ", not " + kind(name, value), mend));
    }

    private @Nullable JsonNode take(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    // values are told only where they cannot be secrets
    private static String kind(String name, JsonNode value) {
        boolean quotable = !name.contains("password") && !name.contains("secret") && !name.startsWith("writeKeys");
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case STRING -> quotable && value.textValue().length() < 40 ? "'" + value.textValue() + "'" : "that text";
            case NUMBER -> quotable ? "the number " + value.asText() : "a number";
            case BOOLEAN -> "the boolean " + value.asText();
            case NULL, MISSING -> "nothing";
            case BINARY -> "binary";
        };
    }
}
