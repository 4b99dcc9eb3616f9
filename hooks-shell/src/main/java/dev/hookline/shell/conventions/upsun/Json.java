package dev.hookline.shell.conventions.upsun;

import dev.hookline.shell.config.YamlNode;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns YAML values into the values of variables, which are compact JSON (U15). */
final class Json {
  private static final Pattern LITERAL =
      Pattern.compile("true|false|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private Json() {}

  /** Returns a text as it is and anything else as JSON. */
  static String valueOf(YamlNode node) {
    return node.kind() == YamlNode.Kind.SCALAR && !node.isNothing() ? node.text() : json(node);
  }

  private static String json(YamlNode node) {
    return switch (node.kind()) {
      case SCALAR -> scalar(node);
      case SEQUENCE ->
          node.items().stream().map(Json::json).collect(Collectors.joining(",", "[", "]"));
      case MAPPING ->
          node.entries().stream()
              .map(entry -> quote(entry.key().text()) + ":" + json(entry.value()))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }

  private static String scalar(YamlNode node) {
    if (node.isNothing()) {
      return "null";
    }
    return node.isPlain() && LITERAL.matcher(node.text()).matches()
        ? node.text()
        : quote(node.text());
  }

  private static String quote(String text) {
    return text.chars()
        .mapToObj(c -> escaped((char) c))
        .collect(Collectors.joining("", "\"", "\""));
  }

  private static String escaped(char c) {
    return switch (c) {
      case '"', '\\' -> "\\" + c;
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c);
    };
  }
}
