package dev.hookline.shell.hooksfile.text;

import dev.hookline.shell.words.Spelling;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One row of a matrix: the values by which one of the hooks differs from the others.
 *
 * @param values the values by key, in the order of the matrix; empty if there is no matrix
 */
public record Row(Map<String, String> values) {
  /** The row of a hook without a matrix. */
  public static final Row NONE = new Row(Map.of());

  /** Returns a value that is known to be there. */
  String valueOf(String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  /** Returns what is added to the name of a hook that does not mention the matrix. */
  public String suffix() {
    return values.isEmpty() ? "" : " (" + String.join(", ", values.values()) + ")";
  }

  /** Returns whether this row has all these values. */
  public boolean matches(Map<String, String> some) {
    return values.entrySet().containsAll(some.entrySet());
  }

  /** Returns what is wrong with a key that the matrix does not have. */
  public static String unknown(String key, Set<String> known) {
    return "found the key \""
        + key
        + "\", which the matrix of this hook does not have; "
        + Spelling.question(key, known)
            .orElse(known.isEmpty() ? "there is no matrix" : "it has " + String.join(", ", known));
  }
}
