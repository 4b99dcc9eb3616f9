package dev.hookline.shell.hooksfile.read;

import dev.hookline.shell.hooksfile.table.ByKind;
import dev.hookline.shell.hooksfile.table.Converted;
import dev.hookline.shell.hooksfile.table.Key;
import dev.hookline.shell.hooksfile.table.ListShape;
import dev.hookline.shell.hooksfile.table.MapShape;
import dev.hookline.shell.hooksfile.table.ObjectShape;
import dev.hookline.shell.hooksfile.table.Rule;
import dev.hookline.shell.hooksfile.table.Shape;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the reference of the format, every key of it, from the tables that the reader reads. */
final class FormatReference {
  private final StringBuilder text = new StringBuilder();
  private final Map<String, ObjectShape> known = new LinkedHashMap<>();
  private final Deque<ObjectShape> open = new ArrayDeque<>();

  /** Returns the reference, in Markdown. */
  static String text() {
    FormatReference reference = new FormatReference();
    reference.note(FileKeys.FILE);
    while (!reference.open.isEmpty()) {
      reference.write(reference.open.removeFirst());
    }
    return reference.text.toString();
  }

  private void note(ObjectShape object) {
    if (known.putIfAbsent(object.name(), object) == null) {
      open.addLast(object);
    }
  }

  private void write(ObjectShape object) {
    String name = object.name().replaceFirst("^an? ", "");
    text.append("### ").append(Character.toUpperCase(name.charAt(0))).append(name.substring(1));
    text.append("\n\n").append(object.doc());
    object.rules().forEach(rule -> text.append(' ').append(words(rule)));
    text.append("\n\n| key | value | meaning |\n| --- | --- | --- |\n");
    for (Key<?> key : object.keys()) {
      text.append("| `").append(key.name()).append("` | ");
      text.append(value(key.shape())).append(" | ").append(key.doc()).append(" |\n");
    }
    text.append('\n');
  }

  private static String words(Rule rule) {
    String keys =
        rule.keys().stream().map(key -> '`' + key + '`').collect(Collectors.joining(", "));
    String first = '`' + rule.keys().get(0) + '`';
    String others = rule.keys().size() > 1 ? keys.substring(first.length() + 2) : "";
    return switch (rule.kind()) {
      case EXACTLY_ONE -> "Exactly one of " + keys + ".";
      case AT_LEAST_ONE ->
          others.isEmpty() ? keys + " is required." : "At least one of " + keys + ".";
      case AT_MOST_ONE -> "Not both " + keys.replace(", ", " and ") + ".";
      case FIRST_NEEDS_ANOTHER -> first + " only with " + others.replace(", ", " or ") + ".";
    };
  }

  private String value(Shape<?> shape) {
    Shape<?> plain = shape instanceof Converted<?, ?> converted ? converted.shape() : shape;
    if (plain instanceof Converted<?, ?>) {
      return value(plain);
    } else if (plain instanceof ByKind<?> several) {
      return several.ways().stream()
          .map(this::value)
          .distinct()
          .collect(Collectors.joining("; or "));
    } else if (plain instanceof ListShape<?> list) {
      return "a list: " + value(list.item());
    } else if (plain instanceof MapShape<?> map) {
      return "a map to: " + value(map.value());
    } else if (plain instanceof ObjectShape object) {
      note(object);
      String name = object.name().replaceFirst("^an? ", "");
      return "[" + name + "](#" + name.replace(' ', '-') + ")";
    }
    return plain.words();
  }
}
