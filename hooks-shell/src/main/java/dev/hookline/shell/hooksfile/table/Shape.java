package dev.hookline.shell.hooksfile.table;

import dev.hookline.shell.config.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a value may be. Immutable and thread-safe.
 *
 * @param <T> what it is read as
 */
public interface Shape<T> {

  /** Returns what is expected, as messages and the reference call it, such as {@code a list}. */
  String words();

  /** Reads a value; empty if there is a problem, which is then among the problems. */
  Optional<T> read(YamlNode node, Problems problems);

  /** Returns the kind of such a value, if it is written in one way. */
  default YamlNode.Kind kind() {
    return YamlNode.Kind.SCALAR;
  }

  /** Returns the ways in which it may be written, one of each kind. */
  default List<Shape<T>> ways() {
    return List.of(this);
  }

  /** Returns this shape, read as something else. */
  default <R> Shape<R> as(Function<T, R> conversion) {
    return checked((value, node, problems) -> Optional.of(conversion.apply(value)));
  }

  /** Returns this shape, read as something else that not every value is. */
  default <R> Shape<R> checked(Converted.Conversion<T, R> conversion) {
    return new Converted<>(this, conversion);
  }
}
