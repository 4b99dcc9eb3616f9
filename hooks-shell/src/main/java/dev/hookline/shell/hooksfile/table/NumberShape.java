package dev.hookline.shell.hooksfile.table;

import dev.hookline.shell.config.YamlNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A number.
 *
 * @param isWhole whether it has no fraction
 * @param least the smallest one
 * @param most the largest one
 */
public record NumberShape(boolean isWhole, BigDecimal least, BigDecimal most)
    implements Shape<BigDecimal> {

  /** Returns whole numbers. */
  public static Shape<Integer> whole(int least, int most) {
    return new NumberShape(true, BigDecimal.valueOf(least), BigDecimal.valueOf(most))
        .as(BigDecimal::intValueExact);
  }

  /** Returns numbers that may have a fraction. */
  public static Shape<Double> decimal(int least, int most) {
    return new NumberShape(false, BigDecimal.valueOf(least), BigDecimal.valueOf(most))
        .as(BigDecimal::doubleValue);
  }

  @Override
  public String words() {
    return (isWhole ? "a whole number from " : "a number from ") + least + " to " + most;
  }

  @Override
  public Optional<BigDecimal> read(YamlNode node, Problems problems) {
    Optional<BigDecimal> number =
        Plain.number(node)
            .filter(n -> n.compareTo(least) >= 0 && n.compareTo(most) <= 0)
            .filter(n -> !isWhole || n.stripTrailingZeros().scale() <= 0);
    if (number.isEmpty()) {
      boolean isQuoted = node.kind() == YamlNode.Kind.SCALAR && !node.isPlain();
      problems.expected(node, words() + (isQuoted ? ", without quotes" : ""));
    }
    return number;
  }
}
