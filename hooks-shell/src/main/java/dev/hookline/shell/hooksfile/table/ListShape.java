package dev.hookline.shell.hooksfile.table;

import dev.hookline.shell.config.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list.
 *
 * @param item what each of its items may be
 * @param isFilled whether it has at least one item
 */
public record ListShape<T>(Shape<T> item, boolean isFilled) implements Shape<List<T>> {

  /** Returns lists of any length. */
  public static <T> ListShape<T> of(Shape<T> item) {
    return new ListShape<>(item, false);
  }

  /** Returns lists that have an item. */
  public static <T> ListShape<T> filled(Shape<T> item) {
    return new ListShape<>(item, true);
  }

  @Override
  public String words() {
    return "a list, each item " + item.words();
  }

  @Override
  public YamlNode.Kind kind() {
    return YamlNode.Kind.SEQUENCE;
  }

  @Override
  public Optional<List<T>> read(YamlNode node, Problems problems) {
    List<YamlNode> items = node.items();
    if (node.kind() != YamlNode.Kind.SEQUENCE) {
      problems.expected(node, words());
      return Optional.empty();
    }
    if (isFilled && items.isEmpty()) {
      problems.at(node, "found an empty list; expected at least one item");
      return Optional.empty();
    }
    problems.count(node, items.size());
    List<T> values = new ArrayList<>(items.size());
    for (YamlNode each : items) {
      item.read(each, problems).ifPresent(values::add);
    }
    return values.size() == items.size() ? Optional.of(values) : Optional.empty();
  }
}
