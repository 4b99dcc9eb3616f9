package dev.hookline.shell.conventions.upsun.project;

import dev.hookline.api.Environment;
import dev.hookline.api.Phase;
import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.config.YamlNode.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads one application from its YAML (U15, U18); problems go into a list. */
final class UpsunReader {
  private static final int MOST_CHARACTERS = 4 << 20;

  private final YamlNode app;
  private final Path root;
  private final UpsunIncludes includes;
  private final UpsunYaml files;

  private UpsunReader(YamlNode app, Path root, UpsunIncludes includes, UpsunYaml files) {
    this.app = app;
    this.root = root;
    this.includes = includes;
    this.files = files;
  }

  /**
   * Returns an application.
   *
   * @param app what is said of it; includes in it are followed
   * @param directory where its root is unless it says so itself
   */
  static UpsunApp read(String name, YamlNode app, Path directory, UpsunYaml files) {
    Path root = UpsunRoot.of(app, directory, files);
    UpsunIncludes includes = UpsunIncludes.ofApplication(files, root);
    return new UpsunReader(includes.openAll(app), root, includes, files).read(name);
  }

  private UpsunApp read(String name) {
    KnownKeys.ofApplication(app, files);
    refuseWorkerHooks();
    String type = app.get("type").map(YamlNode::text).orElse("");
    return new UpsunApp(name, type, root, variables(), hooks());
  }

  private void refuseWorkerHooks() {
    for (YamlNode.Entry worker : entries(app.get("workers"), "a map of workers")) {
      for (YamlNode hooks : worker.value().find("hooks").stream().toList()) {
        String found = ": found hooks of a worker; expected none, workers share the build hook";
        files.problem(hooks.place() + found + " of their application (U2)");
      }
    }
  }

  /** Returns the entries of a map, and none of anything else, which is a problem. */
  private List<YamlNode.Entry> entries(Optional<YamlNode> map, String expected) {
    return map.filter(node -> includes.expect(node, Kind.MAPPING, expected))
        .map(YamlNode::entries)
        .orElse(List.of());
  }

  private Map<Phase, UpsunApp.Script> hooks() {
    Map<Phase, UpsunApp.Script> scripts = new LinkedHashMap<>();
    for (YamlNode.Entry hook :
        entries(app.get("hooks"), "a map with build, deploy and post_deploy")) {
      Optional<Phase> phase =
          UpsunApp.PHASES.stream().filter(p -> p.name().equals(hook.key().text())).findFirst();
      if (phase.isEmpty()) {
        files.problem(hook.key().problem("build, deploy or post_deploy"));
      } else if (!hook.value().isNothing()) {
        text(hook.value())
            .filter(text -> !text.isBlank())
            .map(text -> new UpsunApp.Script(text, hook.value().place()))
            .ifPresent(script -> scripts.put(phase.get(), script));
      }
    }
    return scripts;
  }

  /** The text of a hook: a text, or a list of texts (U18). */
  private Optional<String> text(YamlNode value) {
    List<YamlNode> lines = value.kind() == Kind.SEQUENCE ? value.items() : List.of(value);
    for (YamlNode line : lines) {
      if (!includes.expect(line, Kind.SCALAR, "the text of a script")) {
        return Optional.empty();
      }
      if (line.text().indexOf('\0') >= 0) {
        files.problem(line.place() + ": found NUL in a script; expected text without it");
        return Optional.empty();
      }
    }
    if (lines.stream().mapToLong(line -> line.text().length()).sum() > MOST_CHARACTERS) {
      files.problem(value.place() + ": found more than 4 MiB; expected the text of a script");
      return Optional.empty();
    }
    return Optional.of(lines.stream().map(YamlNode::text).collect(Collectors.joining("\n")));
  }

  private Environment variables() {
    Environment all = Environment.empty();
    Optional<YamlNode> variables = app.get("variables");
    entries(variables, "a map of variables, such as \"env: …\"");
    for (YamlNode.Entry entry : entries(variables.flatMap(v -> v.get("env")), "a map")) {
      try {
        all = all.with(entry.key().text(), Json.valueOf(entry.value()));
      } catch (IllegalArgumentException e) {
        files.problem(entry.key().place() + ": " + e.getMessage());
      }
    }
    return all;
  }
}
