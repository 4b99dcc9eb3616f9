package dev.hookline.shell.words;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which word was meant by one that means nothing. */
public final class Spelling {
  private static final int SHORT = 4;

  /** Of more words than a person writes, one that is similar says little and takes long to find. */
  private static final int MOST = 1000;

  private Spelling() {}

  /** Returns the known word that is one slip away, or two if it is a long one. */
  public static Optional<String> meant(String wrong, Collection<String> known) {
    String word = wrong.toLowerCase(Locale.ROOT);
    return known.stream()
        .limit(MOST)
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= 2)
        .filter(candidate -> slips(word, candidate) <= (candidate.length() <= SHORT ? 1 : 2))
        .min(Comparator.comparing(candidate -> slips(word, candidate)));
  }

  /** Returns {@code did you mean "…"?}, or empty if no known word resembles the wrong one. */
  public static Optional<String> question(String wrong, Collection<String> known) {
    return meant(wrong, known).map(meant -> "did you mean \"" + meant + "\"?");
  }

  /** Counts the letters to insert, to drop and to change: the distance of Levenshtein. */
  private static int slips(String one, String known) {
    String other = known.toLowerCase(Locale.ROOT);
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
