package dev.hookline.core.result;

import dev.hookline.core.secret.Masker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How a person does what a hook did: a command for a POSIX shell.
 *
 * @param directory where it runs
 * @param words the program and its arguments
 * @param variables its environment
 */
public record ByHand(Path directory, List<String> words, Map<String, String> variables) {
  /** Loaded for a hook that has failed. */
  private static final class Plain {
    static final Pattern WORD = Pattern.compile("[a-zA-Z0-9@%+=:,./_-]+");
  }

  /** Copies the words; the variables are those of a context, which do not change. */
  public ByHand {
    words = List.copyOf(words);
  }

  /** Returns the command, if there is one. */
  public Optional<String> command(Masker masker) {
    return words.isEmpty() ? Optional.empty() : Optional.of(text(masker));
  }

  private String text(Masker masker) {
    List<String> set = new ArrayList<>();
    List<String> secret = new ArrayList<>();
    new TreeMap<>(variables).forEach((name, value) -> sort(name, value, masker, set, secret));
    StringBuilder text = new StringBuilder("cd ").append(quoted(directory.toString()));
    text.append(" && ").append(set.isEmpty() ? "" : "env ");
    set.forEach(assignment -> text.append(assignment).append(' '));
    text.append(String.join(" ", words.stream().map(ByHand::quoted).toList()));
    if (!secret.isEmpty()) {
      text.append("  # first set what is secret: ").append(String.join(", ", secret));
    }
    return masker.mask(text.toString());
  }

  /** What the tool has inherited, the one who pastes the command has, too. */
  private static void sort(
      String name, String value, Masker masker, List<String> set, List<String> secret) {
    if (value.equals(System.getenv(name))) {
      return;
    }
    String assignment = quoted(name) + "=" + quoted(value);
    if (masker.mask(value).equals(value) && masker.mask(assignment).equals(assignment)) {
      set.add(assignment);
    } else {
      secret.add(name);
    }
  }

  private static String quoted(String word) {
    return Plain.WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
