package dev.hookline.core.explain;

import dev.hookline.api.OnceKey;
import dev.hookline.api.OnceKey.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which parts of one key differ from those of another. Values are never said. */
final class KeyChanges {
  private KeyChanges() {}

  /** Returns for example {@code [revision changed, variable DB_URL is new]}. */
  static List<String> between(OnceKey before, OnceKey after) {
    Map<String, String> old = byName(before);
    Map<String, String> now = byName(after);
    List<String> changes = new ArrayList<>();
    now.forEach(
        (name, value) -> {
          if (!old.containsKey(name)) {
            changes.add(name + " is new");
          } else if (!value.equals(old.get(name))) {
            changes.add(name + " changed");
          }
        });
    old.keySet().stream()
        .filter(name -> !now.containsKey(name))
        .forEach(name -> changes.add(name + " is gone"));
    if (changes.isEmpty() && !before.equals(after)) {
      changes.add("the order of the parts changed");
    }
    return changes;
  }

  /** A part without a name is known by its place. */
  private static Map<String, String> byName(OnceKey key) {
    Map<String, String> parts = new LinkedHashMap<>();
    int place = 0;
    for (Part part : key.parts()) {
      place++;
      String name = part.name().isEmpty() ? "part " + place : part.name();
      String before = parts.get(name);
      parts.put(name, before == null ? part.value() : before + '\0' + part.value());
    }
    return parts;
  }
}
