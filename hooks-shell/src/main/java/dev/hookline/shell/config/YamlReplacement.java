package dev.hookline.shell.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Replaces the values that have a tag. Each value is visited once, however many aliases name it, so
 * that the work stays as small as the file. Not thread-safe.
 */
final class YamlReplacement {
  private final String tag;
  private final UnaryOperator<YamlNode> replacement;
  private final IdentityHashMap<YamlNode, YamlNode> done = new IdentityHashMap<>();

  YamlReplacement(String tag, UnaryOperator<YamlNode> replacement) {
    this.tag = tag;
    this.replacement = replacement;
  }

  /** Returns the value itself if nothing in it has the tag. */
  YamlNode in(YamlNode node) {
    YamlNode known = done.get(node);
    if (known != null) {
      return known;
    }
    YamlNode result =
        node.tag().filter(tag::equals).isPresent() ? replacement.apply(node) : inside(node);
    done.put(node, result);
    return result;
  }

  private YamlNode inside(YamlNode node) {
    List<YamlNode> items = new ArrayList<>();
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    boolean changed = false;
    for (YamlNode item : node.items()) {
      items.add(in(item));
      changed |= in(item) != item;
    }
    for (YamlNode.Entry entry : node.entries()) {
      YamlNode value = in(entry.value());
      entries.put(entry.key().text(), new YamlNode.Entry(entry.key(), value));
      changed |= value != entry.value();
    }
    return changed ? node.with(items, Collections.unmodifiableMap(entries)) : node;
  }
}
