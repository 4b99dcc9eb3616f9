package dev.hookline.shell.conventions.upsun;

import dev.hookline.api.HookSourceException;
import dev.hookline.shell.NameOrder;
import dev.hookline.shell.config.YamlFile;
import dev.hookline.shell.config.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds the applications of a project (U19): in {@code .upsun/*.yaml}; else in {@code
 * .platform/applications.yaml} and in every {@code .platform.app.yaml} of the project directory and
 * the directories in it. Used once.
 */
final class UpsunFiles {
  private static final int DEPTH = 2;

  private final Path project;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, UpsunApp> apps = new TreeMap<>(NameOrder.BYTES);

  private UpsunFiles(Path project) {
    this.project = project;
  }

  /**
   * Returns the applications in the order of their names.
   *
   * @throws HookSourceException with every problem of every file
   */
  static List<UpsunApp> read(Path project, Dialect dialect) {
    UpsunFiles files = new UpsunFiles(project);
    files.readAll(dialect);
    if (!files.problems.isEmpty()) {
      throw new HookSourceException(files.problems);
    }
    return List.copyOf(files.apps.values());
  }

  /** Whose files are read. */
  enum Dialect {
    UPSUN,
    PLATFORM
  }

  private void readAll(Dialect dialect) {
    List<Path> upsun =
        dialect == Dialect.UPSUN ? find(project.resolve(".upsun"), 1, ".*\\.ya?ml") : List.of();
    upsun.forEach(this::readUpsun);
    if (upsun.isEmpty()) {
      readPlatform();
    }
    if (apps.isEmpty() && problems.isEmpty()) {
      problems.add(
          project
              + " has no application; "
              + (dialect == Dialect.UPSUN
                  ? "write .upsun/config.yaml or .platform.app.yaml"
                  : "write .platform.app.yaml"));
    }
  }

  private void readPlatform() {
    Path many = project.resolve(".platform").resolve("applications.yaml");
    if (Files.exists(many)) {
      read(many).ifPresent(this::addMany);
    }
    for (Path file : find(project, DEPTH, "\\.platform\\.app\\.yaml")) {
      read(file).ifPresent(node -> add(node, Optional.empty(), directoryOf(file)));
    }
  }

  private List<Path> find(Path directory, int depth, String names) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> found =
        Files.find(
            directory,
            depth,
            (file, facts) ->
                String.valueOf(file.getFileName()).matches(names) && !facts.isDirectory())) {
      return found.sorted(Comparator.comparing(Path::toString, NameOrder.BYTES)).toList();
    } catch (IOException | UncheckedIOException e) {
      problems.add(directory + " cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  private Optional<YamlNode> read(Path file) {
    try {
      Optional<YamlNode> node = YamlFile.read(file);
      if (node.isEmpty()) {
        problems.add(file + ":1:1: found an empty file; expected an application");
      }
      return node;
    } catch (HookSourceException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private void readUpsun(Path file) {
    for (YamlNode node : read(file).stream().toList()) {
      if (expectMap(node)) {
        node.get("applications").ifPresent(this::addMany);
      }
    }
  }

  /** A list of applications with names, or a map from names to applications. */
  private void addMany(YamlNode many) {
    if (many.kind() == YamlNode.Kind.SCALAR) {
      problems.add(many.problem("a list or a map of applications"));
    }
    many.items().forEach(app -> add(app, Optional.empty(), project));
    many.entries().forEach(e -> add(e.value(), Optional.of(e.key().text()), project));
  }

  private void add(YamlNode node, Optional<String> key, Path base) {
    if (!expectMap(node)) {
      return;
    }
    Optional<String> name = key.or(() -> node.get("name").map(YamlNode::text));
    if (name.isEmpty() || name.get().isBlank()) {
      problems.add(node.place() + ": found an application without a name; expected \"name: …\"");
      return;
    }
    UpsunApp app = new UpsunReader(node, base, problems).read(name.get());
    if (apps.putIfAbsent(app.name(), app) != null) {
      problems.add(
          node.place()
              + ": found the application \""
              + app.name()
              + "\" again; expected another name");
    }
  }

  private boolean expectMap(YamlNode node) {
    if (node.kind() != YamlNode.Kind.MAPPING) {
      problems.add(node.problem("a map"));
      return false;
    }
    return true;
  }

  private static Path directoryOf(Path file) {
    Path directory = file.getParent();
    return directory == null ? Path.of("") : directory;
  }
}
