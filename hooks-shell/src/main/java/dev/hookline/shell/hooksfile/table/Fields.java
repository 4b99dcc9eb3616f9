package dev.hookline.shell.hooksfile.table;

import dev.hookline.shell.config.YamlNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of one object, by key. Changed only while it is read. */
public final class Fields {
  private final YamlNode node;
  private long size = 1;
  private final Map<String, Object> values;

  private Fields(YamlNode node, Map<String, Object> values) {
    this.node = node;
    this.values = values;
  }

  Fields(YamlNode node) {
    this(node, new HashMap<>());
  }

  /** Returns the object that stands for one value alone, at the place of that value. */
  public static <T> Fields of(YamlNode node, Key<T> key, T value) {
    return new Fields(node, Map.of(key.name(), value));
  }

  void put(String key, Object value) {
    values.put(key, value);
  }

  void setSize(long values) {
    size = values;
  }

  /** Returns how many values there are in it, at least 1. */
  public long size() {
    return size;
  }

  /** Returns the object as it stands in the file. */
  public YamlNode node() {
    return node;
  }

  /** Returns the value under a key, if it is there. */
  @SuppressWarnings("unchecked") // the shape of the key has read it
  public <T> Optional<T> get(Key<T> key) {
    return Optional.ofNullable((T) values.get(key.name()));
  }

  /** Returns the list under a key; an empty one if it is not there. */
  public <T> List<T> all(Key<List<T>> key) {
    return get(key).orElse(List.of());
  }

  /** Returns whether there is only one value. */
  public boolean isAlone() {
    return values.size() == 1;
  }

  /** Returns whether a key is there and says yes. */
  public boolean is(Key<Boolean> key) {
    return get(key).orElse(false);
  }

  /** Returns where the value under a key stands; the object itself if the key is not there. */
  public YamlNode nodeOf(Key<?> key) {
    return node.find(key.name()).orElse(node);
  }
}
