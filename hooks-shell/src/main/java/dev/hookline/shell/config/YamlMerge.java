package dev.hookline.shell.config;

import dev.hookline.api.HookSourceException;
import java.util.List;
import java.util.Map;

/** Follows the merge keys ({@code <<}) of one file. Not thread-safe. */
final class YamlMerge {
  private static final int MAX_ENTRIES = 100_000;

  private int entries;

  /** Notes what a merge key names: a map, or a list of maps. */
  static void collect(YamlNode value, List<YamlNode> into, List<String> problems) {
    List<YamlNode> all = value.kind() == YamlNode.Kind.SEQUENCE ? value.items() : List.of(value);
    for (YamlNode from : all) {
      if (from.kind() == YamlNode.Kind.MAPPING && !from.hasOwnTag()) {
        into.add(from);
      } else {
        problems.add(from.problem("a map after <<, written here or named by an alias"));
      }
    }
  }

  /** Adds the entries of the maps whose keys are not there yet. */
  void merge(List<YamlNode> from, Map<String, YamlNode.Entry> into) {
    for (YamlNode map : from) {
      entries += map.entries().size();
      if (entries > MAX_ENTRIES) {
        throw new HookSourceException(
            map.place() + ": found more than " + MAX_ENTRIES + " merged entries; expected fewer");
      }
      map.entries().forEach(e -> into.putIfAbsent(e.key().text(), e));
    }
  }
}
