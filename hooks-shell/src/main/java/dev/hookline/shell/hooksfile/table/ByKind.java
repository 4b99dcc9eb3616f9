package dev.hookline.shell.hooksfile.table;

import dev.hookline.shell.config.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A value that may be written in several ways, which differ in their kind: a scalar, a list, a map.
 *
 * @param words what is expected
 * @param ways the ways, of different kinds
 */
public record ByKind<T>(String words, List<Shape<T>> ways) implements Shape<T> {
  /** Copies the ways. */
  public ByKind {
    ways = List.copyOf(ways);
  }

  /** Returns a value that may be written in two ways. */
  public static <T> ByKind<T> of(Shape<T> one, Shape<T> other) {
    return of(List.of(one, other));
  }

  /** Returns a value that may be written in all three ways. */
  public static <T> ByKind<T> of(Shape<T> scalar, Shape<T> list, Shape<T> map) {
    return of(List.of(scalar, list, map));
  }

  private static <T> ByKind<T> of(List<Shape<T>> ways) {
    return new ByKind<>(
        ways.stream().map(Shape::words).distinct().collect(Collectors.joining(", or ")), ways);
  }

  /** Returns one item in any way in which it may be written, or a list that has one. */
  public static <T> ByKind<List<T>> oneOrMore(Shape<T> item) {
    return oneOr(ListShape.filled(item));
  }

  /** Returns one item in any way in which it may be written, or a list. */
  public static <T> ByKind<List<T>> oneOr(ListShape<T> list) {
    List<Shape<List<T>>> ways = new ArrayList<>();
    list.item().ways().forEach(way -> ways.add(way.as(List::of)));
    ways.add(list);
    return new ByKind<>(list.item().words() + ", or a list", ways);
  }

  @Override
  public Optional<T> read(YamlNode node, Problems problems) {
    for (Shape<T> way : ways) {
      if (way.kind() == node.kind() && !node.isNothing()) {
        return way.read(node, problems);
      }
    }
    problems.expected(node, words);
    return Optional.empty();
  }
}
