package dev.hookline.shell.hooksfile.table;

import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.words.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A map with known keys; every other one is a problem, but those that begin with {@code x-} are
 * ignored.
 */
public final class ObjectShape implements Shape<Fields> {
  /** An object takes about as much memory as this many values. */
  private static final int WEIGHT = 10;

  private final String name;
  private final String doc;
  private final Map<String, Key<?>> keys;
  private final List<Rule> rules;

  private ObjectShape(String name, String doc, Map<String, Key<?>> keys, List<Rule> rules) {
    this.name = name;
    this.doc = doc;
    this.keys = keys;
    this.rules = rules;
  }

  /**
   * Returns an object.
   *
   * @param name what it is called in messages and in the schema, such as {@code a hook}
   * @param doc what it is
   */
  public static ObjectShape of(String name, String doc, List<Key<?>> keys) {
    Map<String, Key<?>> byName = new LinkedHashMap<>();
    keys.forEach(key -> byName.put(key.name(), key));
    return new ObjectShape(name, doc, byName, List.of());
  }

  /** Returns this object, in which this holds for some of its keys. */
  public ObjectShape rule(Rule.Kind kind, Key<?>... some) {
    List<Rule> more = new ArrayList<>(rules);
    more.add(Rule.of(kind, some));
    return new ObjectShape(name, doc, keys, List.copyOf(more));
  }

  /** Returns whether a key is free to use, because it means nothing here. */
  static boolean isFree(String key) {
    return key.startsWith("x-");
  }

  /** Returns what it is called. */
  public String name() {
    return name;
  }

  /** Returns this object with another name, and without some of its keys and all rules of them. */
  public ObjectShape without(String newName, String newDoc, Key<?>... some) {
    Map<String, Key<?>> fewer = new LinkedHashMap<>(keys);
    for (Key<?> key : some) {
      fewer.remove(key.name());
    }
    List<Rule> kept =
        rules.stream().filter(rule -> fewer.keySet().containsAll(rule.keys())).toList();
    return new ObjectShape(newName, newDoc, fewer, kept);
  }

  /** Returns what it is. */
  public String doc() {
    return doc;
  }

  /** Returns its keys, in the order in which they are explained. */
  public List<Key<?>> keys() {
    return List.copyOf(keys.values());
  }

  /** Returns what must hold for its keys together. */
  public List<Rule> rules() {
    return rules;
  }

  @Override
  public String words() {
    return "a map with the keys of " + name;
  }

  @Override
  public YamlNode.Kind kind() {
    return YamlNode.Kind.MAPPING;
  }

  @Override
  public Optional<Fields> read(YamlNode node, Problems problems) {
    if (node.kind() != YamlNode.Kind.MAPPING) {
      problems.expected(node, words());
      return Optional.empty();
    }
    long before = problems.counted();
    List<YamlNode.Entry> entries = node.entries();
    problems.count(node, entries.size() + 1 + WEIGHT);
    Fields fields = new Fields(node);
    Set<String> present = new HashSet<>();
    boolean isComplete = true;
    for (YamlNode.Entry entry : entries) {
      String key = entry.key().text();
      if (!isFree(key)) {
        present.add(key);
        isComplete &= read(entry, fields, problems);
      }
    }
    fields.setSize(problems.counted() - before);
    for (Rule rule : rules) {
      Optional<String> broken = rule.problem(present, keys.keySet().containsAll(present));
      broken.ifPresent(words -> problems.at(node, words));
      isComplete &= broken.isEmpty();
    }
    return isComplete ? Optional.of(fields) : Optional.empty();
  }

  private boolean read(YamlNode.Entry entry, Fields fields, Problems problems) {
    Key<?> key = keys.get(entry.key().text());
    if (key == null) {
      problems.expected(entry.key(), "a key of " + name + "; " + advice(entry.key().text()));
      return false;
    }
    Optional<?> value = key.shape().read(entry.value(), problems);
    value.ifPresent(present -> fields.put(key.name(), present));
    return value.isPresent();
  }

  private String advice(String wrong) {
    return Spelling.question(wrong, keys.keySet())
        .orElseGet(() -> "there are " + String.join(", ", keys.keySet()) + ", and x-…");
  }
}
