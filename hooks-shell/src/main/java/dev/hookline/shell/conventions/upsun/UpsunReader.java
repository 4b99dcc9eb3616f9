package dev.hookline.shell.conventions.upsun;

import dev.hookline.api.Environment;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.Phase;
import dev.hookline.shell.config.YamlFile;
import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.config.YamlNode.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one application from its YAML (U15, U17, U18); problems go into a list. */
final class UpsunReader {
  private static final int MAX_BYTES = 4 << 20;

  private final YamlNode app;
  private final Path root;
  private final List<String> problems;

  UpsunReader(YamlNode app, Path base, List<String> problems) {
    this.app = app;
    this.root =
        app.get("source")
            .flatMap(source -> source.get("root"))
            .map(node -> base.resolve(node.text().replaceFirst("^/+", "")))
            .orElse(base);
    this.problems = problems;
  }

  UpsunApp read(String name) {
    refuseWorkerHooks();
    String type = app.get("type").map(YamlNode::text).orElse("");
    return new UpsunApp(name, type, root, variables(), hooks());
  }

  private void refuseWorkerHooks() {
    for (YamlNode.Entry worker : app.get("workers").map(YamlNode::entries).orElse(List.of())) {
      worker
          .value()
          .find("hooks")
          .ifPresent(
              hooks ->
                  problems.add(
                      hooks.place()
                          + ": found hooks of a worker; expected none, workers share the build hook"
                          + " of their application (U2)"));
    }
  }

  private Map<Phase, UpsunApp.Script> hooks() {
    Map<Phase, UpsunApp.Script> scripts = new LinkedHashMap<>();
    Optional<YamlNode> hooks = app.get("hooks");
    if (hooks.isPresent() && hooks.get().kind() != Kind.MAPPING) {
      problems.add(hooks.get().problem("a map with build, deploy and post_deploy"));
    }
    for (YamlNode.Entry entry : hooks.map(YamlNode::entries).orElse(List.of())) {
      Optional<Phase> phase =
          UpsunApp.PHASES.stream().filter(p -> p.name().equals(entry.key().text())).findFirst();
      if (phase.isEmpty()) {
        problems.add(entry.key().problem("build, deploy or post_deploy"));
      } else if (!entry.value().isNothing()) {
        text(entry.value())
            .filter(text -> !text.isBlank())
            .ifPresent(
                text -> scripts.put(phase.get(), new UpsunApp.Script(text, entry.value().place())));
      }
    }
    return scripts;
  }

  /** The text of a hook: a text, a list of texts (U18), or an {@code !include} (U17). */
  private Optional<String> text(YamlNode value) {
    if (value.tag().equals(Optional.of("!include"))) {
      return included(value);
    }
    return switch (value.kind()) {
      case SCALAR -> Optional.of(value.text());
      case SEQUENCE ->
          Optional.of(
              value.items().stream()
                  .map(item -> text(item).orElse(""))
                  .collect(Collectors.joining("\n")));
      case MAPPING -> refused(value.problem("the text of a script"));
    };
  }

  private Optional<String> refused(String problem) {
    problems.add(problem);
    return Optional.empty();
  }

  private Optional<String> included(YamlNode include) {
    String type = include.get("type").map(YamlNode::text).orElse("yaml");
    Optional<String> path =
        include.kind() == Kind.SCALAR
            ? Optional.of(include.text())
            : include.get("path").map(YamlNode::text);
    if (path.isEmpty()) {
      return refused(include.place() + ": found !include without a path; expected \"path: …\"");
    }
    Optional<Path> file = find(path.get(), include);
    if (file.isEmpty()) {
      return refused(
          include.place()
              + ": found !include of "
              + path.get()
              + ", which is not a file; expected a path relative to "
              + root
              + " or to the YAML file");
    }
    return switch (type) {
      case "string" -> string(file.get());
      case "yaml" -> yaml(file.get());
      default ->
          refused(
              include.place()
                  + ": found !include of type \""
                  + type
                  + "\"; expected string or yaml");
    };
  }

  /** Relative to the application as the documentation says, or to the file as the CLI does. */
  private Optional<Path> find(String path, YamlNode include) {
    String relative = path.replaceFirst("^/+", "");
    return Stream.of(root.resolve(relative), include.file().resolveSibling(relative))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private Optional<String> string(Path file) {
    try {
      return Files.size(file) > MAX_BYTES
          ? refused(file + ": found more than " + MAX_BYTES + " bytes; expected a script")
          : Optional.of(Files.readString(file));
    } catch (IOException e) {
      return refused(file + " cannot be read as text in UTF-8: " + e.getMessage());
    }
  }

  private Optional<String> yaml(Path file) {
    try {
      return YamlFile.read(file).flatMap(this::text);
    } catch (HookSourceException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private Environment variables() {
    Environment all = Environment.empty();
    Optional<YamlNode> env = app.get("variables").flatMap(v -> v.get("env"));
    for (YamlNode.Entry entry : env.map(YamlNode::entries).orElse(List.of())) {
      try {
        all = all.with(entry.key().text(), Json.valueOf(entry.value()));
      } catch (IllegalArgumentException e) {
        problems.add(entry.key().place() + ": " + e.getMessage());
      }
    }
    return all;
  }
}
