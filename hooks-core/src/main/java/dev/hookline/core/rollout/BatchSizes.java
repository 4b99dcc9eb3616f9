package dev.hookline.core.rollout;

import java.util.ArrayList;
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

  /** Returns the targets of each batch; the last size holds until there are none left. */
  <T> List<List<T>> split(List<T> targets) {
    List<List<T>> batches = new ArrayList<>();
    int from = 0;
    while (from < targets.size()) {
      String word = words.get(Math.min(batches.size(), words.size() - 1));
      int to = (int) Math.min(targets.size(), from + size(word, targets.size()));
      batches.add(targets.subList(from, to));
      from = to;
    }
    return batches;
  }

  private static long size(String word, int targets) {
    if (!word.endsWith("%")) {
      return Long.parseLong(word);
    }
    long percent = Long.parseLong(word.substring(0, word.length() - 1));
    return Math.max(1, (percent * targets + ALL - 1) / ALL);
  }
}
