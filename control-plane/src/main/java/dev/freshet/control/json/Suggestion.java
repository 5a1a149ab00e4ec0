package dev.freshet.control.json;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** The mend for a misspelt word: the nearest known one by Levenshtein's distance, or all of them. */
final class Suggestion {
    private Suggestion() {}

    static String mend(String word, Collection<String> known) {
        String plain = plain(word);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(plain, plain(candidate))))
                .filter(nearest ->
                        distance(plain, plain(nearest)) <= Math.max(plain.length() < 4 ? 1 : 2, plain.length() / 3)
                                || plain(nearest).startsWith(plain))
                .map(nearest -> "Did you mean " + nearest + "?")
                .orElseGet(() -> "Known fields: " + String.join(", ", known) + ".");
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
