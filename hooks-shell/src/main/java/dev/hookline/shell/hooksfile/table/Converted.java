package dev.hookline.shell.hooksfile.table;

import dev.hookline.shell.config.YamlNode;
import java.util.List;
import java.util.Optional;

/**
 * A shape that is read as something else.
 *
 * @param shape the shape
 * @param conversion turns what was read into what is wanted
 */
public record Converted<A, T>(Shape<A> shape, Conversion<A, T> conversion) implements Shape<T> {
  /** Turns what was read into what is wanted. */
  @FunctionalInterface
  public interface Conversion<A, T> {
    /** Returns what is wanted; empty if there is a problem, which is then among the problems. */
    Optional<T> of(A value, YamlNode node, Problems problems);
  }

  @Override
  public String words() {
    return shape.words();
  }

  @Override
  public YamlNode.Kind kind() {
    return shape.kind();
  }

  @Override
  public List<Shape<T>> ways() {
    List<Shape<A>> ways = shape.ways();
    return ways.size() == 1
        ? List.of(this)
        : ways.stream().map(way -> way.checked(conversion)).toList();
  }

  @Override
  public Optional<T> read(YamlNode node, Problems problems) {
    return shape.read(node, problems).flatMap(value -> conversion.of(value, node, problems));
  }
}
