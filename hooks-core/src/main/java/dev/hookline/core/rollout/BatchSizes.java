package dev.hookline.core.rollout;

import java.util.List;
import java.util.regex.Pattern;

/** How many targets each batch has. */
final class BatchSizes {
  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,8}%?");
  private static final int ALL = 100;

  private final List<String> words;

  private BatchSizes(List<String> words) {
    this.words = words;
  }

  static BatchSizes of(List<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("batches need a size; use for example \"1\", \"100%\"");
    }
    for (String word : words) {
      if (!SIZE.matcher(word).matches()) {
        throw new IllegalArgumentException(
            "a batch cannot have the size \"" + word + "\"; use for example \"5\" or \"10%\"");
      }
    }
    return new BatchSizes(List.copyOf(words));
  }

  /**
   * Returns how many targets a batch has; the last size holds for all that follow.
   *
   * @param number from 0
   * @param targets how many there are in all
   */
  long of(int number, int targets) {
    String word = words.get(Math.min(number, words.size() - 1));
    if (!word.endsWith("%")) {
      return Long.parseLong(word);
    }
    long percent = Long.parseLong(word.substring(0, word.length() - 1));
    return Math.max(1, (percent * targets + ALL - 1) / ALL);
  }
}
