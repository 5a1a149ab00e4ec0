package dev.freshet.transform.eval;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** LIKE and regular expressions (Java's). A pattern that is a literal is compiled once. */
final class PatternFunctions {
    private PatternFunctions() {}

    static Evaluator compile(Function function, List<Expression> types, List<Evaluator> operands) {
        return switch (function) {
            case LIKE -> like(types, operands);
            case REGEXP ->
                matcher(
                        types,
                        operands,
                        (matcher, values) -> !matcher.pattern().pattern().isEmpty() && matcher.find());
            case REGEXP_EXTRACT -> matcher(types, operands, PatternFunctions::extract);
            case REGEXP_REPLACE -> matcher(types, operands, PatternFunctions::replace);
            default -> throw new IllegalArgumentException(function + " has no pattern");
        };
    }

    private interface Use {
        @Nullable
        Object apply(Matcher matcher, Object[] values);
    }

    private static Evaluator matcher(List<Expression> types, List<Evaluator> operands, Use use) {
        Pattern once = literal(types.get(1)) == null ? null : regex(String.valueOf(literal(types.get(1))));
        return TextFunctions.strict(operands, values -> {
            Pattern pattern = once == null ? regex(TextFunctions.text(values, 1)) : once;
            return use.apply(pattern.matcher(TextFunctions.text(values, 0)), values);
        });
    }

    private static @Nullable Object literal(Expression expression) {
        return expression instanceof Expression.Literal literal ? literal.value() : null;
    }

    private static Pattern regex(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new EvaluationException("a regular expression is not well-formed: " + e.getDescription());
        }
    }

    private static @Nullable Object extract(Matcher matcher, Object[] values) {
        int group = values.length > 2 ? TextFunctions.number(values, 2) : 0;
        return group >= 0 && matcher.find() && group <= matcher.groupCount() ? matcher.group(group) : null;
    }

    private static Object replace(Matcher matcher, Object[] values) {
        // the replacement is text: Flink knows no groups in it
        return matcher.replaceAll(Matcher.quoteReplacement(TextFunctions.text(values, 2)));
    }

    private static Evaluator like(List<Expression> types, List<Evaluator> operands) {
        Object pattern = literal(types.get(1));
        Object escape = types.size() > 2 ? literal(types.get(2)) : "";
        if (pattern instanceof String text && escape instanceof String character) {
            Pattern once = likePattern(text, character);
            Evaluator operand = operands.get(0);
            return row -> {
                Object value = operand.eval(row);
                return value == null ? null : once.matcher((String) value).matches();
            };
        }
        return TextFunctions.strict(
                operands,
                values -> likePattern(
                                TextFunctions.text(values, 1), values.length > 2 ? TextFunctions.text(values, 2) : "")
                        .matcher(TextFunctions.text(values, 0))
                        .matches());
    }

    private static Pattern likePattern(String like, String escape) {
        if (escape.codePointCount(0, escape.length()) > 1) {
            throw new EvaluationException("the escape of LIKE is more than one character");
        }
        StringBuilder regex = new StringBuilder();
        int[] characters = like.codePoints().toArray();
        int escaping = escape.isEmpty() ? -1 : escape.codePointAt(0);
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            if (character == escaping) {
                if (++i == characters.length) {
                    throw new EvaluationException("the pattern of LIKE ends with its escape character");
                }
                regex.append(Pattern.quote(Character.toString(characters[i])));
            } else if (character == '%') {
                regex.append(".*");
            } else if (character == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(Character.toString(character)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
