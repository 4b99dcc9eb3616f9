package dev.hookline.shell.conventions.upsun.project;

import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.words.Spelling;
import java.util.List;
import java.util.Set;

/**
 * Knows the keys of the configuration, so that one that is misspelt does not lose the hooks below
 * it without a word. Keys that resemble none of them are left to the platform, which has new ones.
 */
final class KnownKeys {
  /** Those without which hooks, or what they need, are lost. */
  private static final Set<String> OURS =
      Set.of("applications", "hooks", "source", "variables", "workers");

  private static final List<String> OF_PROJECT = List.of("applications", "services", "routes");
  private static final List<String> OF_APPLICATION =
      List.of(
          "access",
          "additional_hosts",
          "build",
          "container_profile",
          "crons",
          "dependencies",
          "disk",
          "firewall",
          "hooks",
          "mounts",
          "name",
          "operations",
          "preflight",
          "relationships",
          "resources",
          "runtime",
          "size",
          "source",
          "stack",
          "timezone",
          "type",
          "variables",
          "web",
          "workers");

  private KnownKeys() {}

  static void ofProject(YamlNode project, UpsunYaml files) {
    check(project, OF_PROJECT, files);
  }

  static void ofApplication(YamlNode app, UpsunYaml files) {
    check(app, OF_APPLICATION, files);
  }

  private static void check(YamlNode map, List<String> known, UpsunYaml files) {
    for (YamlNode.Entry entry : map.entries()) {
      YamlNode key = entry.key();
      if (!known.contains(key.text())) {
        Spelling.meant(key.text(), known)
            .filter(OURS::contains)
            .ifPresent(
                meant ->
                    files.problem(
                        key.problem("a key that is known; did you mean \"" + meant + "\"?")));
      }
    }
  }
}
