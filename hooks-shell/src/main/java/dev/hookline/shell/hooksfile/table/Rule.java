package dev.hookline.shell.hooksfile.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold for the keys of an object together.
 *
 * @param kind what must hold
 * @param keys for which keys
 */
public record Rule(Kind kind, List<String> keys) {
  /** What can hold for keys together. */
  public enum Kind {
    /** One of the keys is there, and no other. */
    EXACTLY_ONE,
    /** No two of the keys are there. */
    AT_MOST_ONE,
    /** One of the keys is there, or more. */
    AT_LEAST_ONE,
    /** With the first key, one of the others is there. */
    FIRST_NEEDS_ANOTHER
  }

  static Rule of(Kind kind, Key<?>... keys) {
    return new Rule(kind, List.of(keys).stream().map(Key::name).toList());
  }

  /**
   * Returns what is wrong with these keys, as in {@code found …; expected …}; empty if nothing.
   *
   * @param isSure whether every key is known; if not, the one that is missing may be misspelt
   */
  Optional<String> problem(Set<String> present, boolean isSure) {
    int count = 0;
    for (String key : keys) {
      count += present.contains(key) ? 1 : 0;
    }
    boolean isBroken =
        switch (kind) {
          case EXACTLY_ONE -> count > 1 || (isSure && count == 0);
          case AT_MOST_ONE -> count > 1;
          case AT_LEAST_ONE -> isSure && count == 0;
          case FIRST_NEEDS_ANOTHER -> isSure && count == 1 && present.contains(keys.get(0));
        };
    return isBroken ? Optional.of(words(present)) : Optional.empty();
  }

  private String words(Set<String> present) {
    List<String> found = new ArrayList<>(keys);
    found.retainAll(present);
    String names = quoted(found, " and ");
    String all = String.join(", ", keys);
    return switch (kind) {
      case EXACTLY_ONE ->
          found.isEmpty()
              ? "found none of " + all + "; expected exactly one"
              : "found " + names + "; expected exactly one of " + all;
      case AT_MOST_ONE -> "found " + names + "; expected only one of them";
      case AT_LEAST_ONE ->
          keys.size() == 1
              ? "found no " + quoted(keys, "") + "; expected it here"
              : "found none of " + all + "; expected at least one";
      case FIRST_NEEDS_ANOTHER ->
          "found "
              + names
              + "; expected "
              + quoted(keys.subList(1, keys.size()), " or ")
              + " beside it";
    };
  }

  private static String quoted(List<String> names, String separator) {
    return names.stream()
        .map(name -> '"' + name + '"')
        .reduce((one, other) -> one + separator + other)
        .orElse("");
  }
}
