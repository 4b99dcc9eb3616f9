package dev.hookline.shell.hooksfile.table;

import dev.hookline.shell.config.YamlNode;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A text. One without a pattern may also be written as a number or a truth value, and is then what
 * stands in the file.
 *
 * @param words what is expected
 * @param pattern what all of it must match, in what Java and ECMAScript understand alike
 * @param check says whether a text matches the pattern
 */
public record Text(String words, Optional<Pattern> pattern, Predicate<String> check)
    implements Shape<String> {
  /** A text this long takes about as much memory as another value. */
  private static final int CHARACTERS = 100;

  /** Returns any text. */
  public static Text any(String words) {
    return new Text(words, Optional.empty(), text -> true);
  }

  /** Returns a text of a pattern, which is anchored at both ends. */
  public static Text matching(String words, String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return new Text(words, Optional.of(compiled), compiled.asMatchPredicate());
  }

  /** Returns this text with a quicker check of the same pattern. */
  public Text checkedBy(Predicate<String> quicker) {
    return new Text(words, pattern, quicker);
  }

  @Override
  public Optional<String> read(YamlNode node, Problems problems) {
    problems.count(node, node.text().length() / CHARACTERS);
    boolean isText = node.kind() == YamlNode.Kind.SCALAR && !node.isNothing();
    if (isText && check.test(node.text())) {
      if (pattern.isEmpty() || !Plain.isNotText(node)) {
        return Optional.of(node.text());
      }
      problems.expected(node, words + "; put it in quotes, for without them it is not a text");
      return Optional.empty();
    }
    problems.expected(node, words);
    return Optional.empty();
  }
}
