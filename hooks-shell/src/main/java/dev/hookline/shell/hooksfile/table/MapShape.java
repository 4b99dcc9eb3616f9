package dev.hookline.shell.hooksfile.table;

import dev.hookline.shell.config.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A map whose keys are names that the file chooses; keys that begin with {@code x-} are ignored.
 *
 * @param what what it maps, such as {@code a map of variables}
 * @param key what a key may be
 * @param value what a value may be
 */
public record MapShape<T>(String what, Text key, Shape<T> value) implements Shape<Map<String, T>> {
  @Override
  public String words() {
    return what;
  }

  @Override
  public YamlNode.Kind kind() {
    return YamlNode.Kind.MAPPING;
  }

  @Override
  public Optional<Map<String, T>> read(YamlNode node, Problems problems) {
    if (node.kind() != YamlNode.Kind.MAPPING) {
      problems.expected(node, words());
      return Optional.empty();
    }
    List<YamlNode.Entry> entries = node.entries();
    problems.count(node, entries.size());
    Map<String, T> values = new LinkedHashMap<>();
    boolean isComplete = true;
    for (YamlNode.Entry entry : entries) {
      String name = entry.key().text();
      if (!ObjectShape.isFree(name)) {
        boolean isNamed = isKey(entry.key(), problems);
        Optional<T> read = value.read(entry.value(), problems);
        read.ifPresent(present -> values.put(name, present));
        isComplete &= isNamed && read.isPresent();
      }
    }
    return isComplete ? Optional.of(values) : Optional.empty();
  }

  /** A key is a text, no matter what it looks like. */
  private boolean isKey(YamlNode node, Problems problems) {
    if (key.check().test(node.text())) {
      return true;
    }
    problems.expected(node, key.words());
    return false;
  }
}
