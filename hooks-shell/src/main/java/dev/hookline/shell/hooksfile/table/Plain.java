package dev.hookline.shell.hooksfile.table;

import dev.hookline.shell.config.YamlNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a scalar without quotes means, by the core schema of YAML 1.2. */
final class Plain {
  private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?");

  /** A longer number is not one that people write, and slow to read. */
  private static final int MOST_DIGITS = 40;

  private static final Pattern OTHER =
      Pattern.compile("0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

  /** With what a number or a truth value can begin. */
  private static final String BEGINS = "0123456789+-.tTfF";

  private Plain() {}

  static Optional<Boolean> truth(YamlNode node) {
    if (!node.isPlain()) {
      return Optional.empty();
    }
    return TRUE.contains(node.text())
        ? Optional.of(true)
        : Optional.of(false).filter(no -> FALSE.contains(node.text()));
  }

  static Optional<BigDecimal> number(YamlNode node) {
    String text = node.text();
    return node.isPlain() && text.length() <= MOST_DIGITS && NUMBER.matcher(text).matches()
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  /** Returns whether it is a number or a truth value. */
  static boolean isNotText(YamlNode node) {
    return node.isPlain()
        && BEGINS.indexOf(node.text().charAt(0)) >= 0
        && (truth(node).isPresent()
            || NUMBER.matcher(node.text()).matches()
            || OTHER.matcher(node.text()).matches());
  }
}
