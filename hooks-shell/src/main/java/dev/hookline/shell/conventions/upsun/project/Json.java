package dev.hookline.shell.conventions.upsun.project;

import dev.hookline.shell.config.YamlNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes YAML values the way they become the values of variables (U15): compact JSON. A value that
 * aliases make huge is refused as soon as it is longer than any variable can be.
 */
final class Json {
  /** No Linux passes a longer text to a process: {@code MAX_ARG_STRLEN}. */
  private static final int MOST_CHARACTERS = 128 << 10;

  private static final int MOST_LEVELS = 100;
  private static final Pattern LITERAL =
      Pattern.compile("true|false|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  private final StringBuilder text = new StringBuilder();

  private Json() {}

  /**
   * Returns a text as it is and anything else as JSON.
   *
   * @throws IllegalArgumentException if it is longer than a variable can be, or too deep
   */
  static String valueOf(YamlNode node) {
    if (node.kind() == YamlNode.Kind.SCALAR && !node.isNothing()) {
      return node.text();
    }
    Json json = new Json();
    json.write(node, 0);
    return json.text.toString();
  }

  private void write(YamlNode node, int level) {
    if (text.length() > MOST_CHARACTERS || level > MOST_LEVELS) {
      throw new IllegalArgumentException(
          "found a value that is longer than "
              + MOST_CHARACTERS
              + " characters as JSON, or deeper than "
              + MOST_LEVELS
              + " levels; expected one that fits into a variable");
    }
    switch (node.kind()) {
      case SCALAR -> scalar(node);
      case SEQUENCE -> list(node.items(), level);
      case MAPPING -> map(node.entries(), level);
    }
  }

  private void list(List<YamlNode> items, int level) {
    String before = "[";
    for (YamlNode item : items) {
      text.append(before);
      write(item, level + 1);
      before = ",";
    }
    text.append(items.isEmpty() ? "[]" : "]");
  }

  private void map(List<YamlNode.Entry> entries, int level) {
    String before = "{";
    for (YamlNode.Entry entry : entries) {
      text.append(before);
      quote(entry.key().text());
      text.append(':');
      write(entry.value(), level + 1);
      before = ",";
    }
    text.append(entries.isEmpty() ? "{}" : "}");
  }

  private void scalar(YamlNode node) {
    if (node.isNothing()) {
      text.append("null");
    } else if (node.isPlain() && LITERAL.matcher(node.text()).matches()) {
      text.append(node.text());
    } else {
      quote(node.text());
    }
  }

  private void quote(String value) {
    text.append('"');
    value.chars().forEach(c -> text.append(escaped((char) c)));
    text.append('"');
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
