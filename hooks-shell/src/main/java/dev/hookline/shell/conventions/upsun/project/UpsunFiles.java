package dev.hookline.shell.conventions.upsun.project;

import dev.hookline.api.HookSourceException;
import dev.hookline.shell.NameOrder;
import dev.hookline.shell.Trust;
import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.config.YamlNode.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the applications of a project (U19): in {@code .upsun/*.yaml}; else in {@code
 * .platform/applications.yaml} and in every {@code .platform.app.yaml} of the project (U27). Used
 * once.
 */
final class UpsunFiles {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,199}");

  private final Path project;
  private final UpsunYaml files;
  private final UpsunIncludes includes;
  private final Map<String, UpsunApp> apps = new TreeMap<>(NameOrder.BYTES);

  private UpsunFiles(Path project, Trust trust) {
    this.project = project;
    this.files = new UpsunYaml(project, trust);
    this.includes = UpsunIncludes.ofProject(files);
  }

  /**
   * Returns the applications in the order of their names.
   *
   * @param project the project; absolute
   * @throws HookSourceException with every problem of every file
   */
  static List<UpsunApp> read(Path project, Dialect dialect, Trust trust) {
    UpsunFiles found = new UpsunFiles(project, trust);
    found.readAll(dialect);
    found.files.check();
    return List.copyOf(found.apps.values());
  }

  /** Whose files are read. */
  enum Dialect {
    UPSUN,
    PLATFORM
  }

  private void readAll(Dialect dialect) {
    try {
      List<Path> upsun = dialect == Dialect.UPSUN ? upsunFiles() : List.of();
      readUpsun(upsun);
      if (upsun.isEmpty()) {
        readPlatform();
      }
    } catch (IOException | UncheckedIOException e) {
      files.problem(project + " cannot be read: " + e.getMessage());
    }
    if (apps.isEmpty() && !files.hasProblems()) {
      String write = dialect == Dialect.UPSUN ? ".upsun/config.yaml or " : "";
      files.problem(project + " has no application; write " + write + ".platform.app.yaml");
    }
  }

  private List<Path> upsunFiles() throws IOException {
    Path directory = project.resolve(".upsun");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.toString().matches("(?s).*\\.ya?ml"))
          .filter(file -> !Files.isDirectory(file))
          .sorted(Comparator.comparing(Path::toString, NameOrder.BYTES))
          .toList();
    }
  }

  /**
   * A file of routes or services may be empty, and need not name an application (U30). One that is
   * included need not even be a map.
   */
  private void readUpsun(List<Path> all) {
    List<YamlNode> others = new ArrayList<>();
    for (Path file : all) {
      for (YamlNode whole : files.read(file).stream().toList()) {
        YamlNode node = includes.open(whole);
        if (node.kind() == Kind.MAPPING) {
          KnownKeys.ofProject(node, files);
          node.get("applications").ifPresent(this::addMany);
        } else {
          others.add(node);
        }
      }
    }
    others.stream()
        .filter(node -> !files.isIncluded(node.file()))
        .forEach(node -> includes.expect(node, Kind.MAPPING, "a map"));
  }

  private void readPlatform() throws IOException {
    Path many = project.resolve(".platform").resolve("applications.yaml");
    if (Files.exists(many)) {
      files.read(many).ifPresent(this::addMany);
    }
    for (Path file : UpsunSearch.in(project)) {
      readOne(file);
    }
  }

  private void readOne(Path file) {
    Path directory = Objects.requireNonNull(file.getParent(), "directory of a file");
    files.readApplication(file).ifPresent(app -> add(app, Optional.empty(), directory));
  }

  /**
   * A list of applications with names, or a map from names to applications. What stands under a
   * name with a dot is for others to merge, and no application itself.
   */
  private void addMany(YamlNode included) {
    YamlNode many = includes.open(included);
    if (many.kind() == Kind.SEQUENCE) {
      many.items().forEach(app -> add(app, Optional.empty(), project));
    } else if (includes.expect(many, Kind.MAPPING, "a list or a map of applications")) {
      many.entries().stream()
          .filter(e -> !e.key().text().startsWith("."))
          .forEach(e -> add(e.value(), Optional.of(e.key()), project));
    }
  }

  private void add(YamlNode included, Optional<YamlNode> key, Path directory) {
    YamlNode node = includes.open(included);
    if (!includes.expect(node, Kind.MAPPING, "a map")) {
      return;
    }
    Optional<YamlNode> name = key.or(() -> node.get("name"));
    if (name.isEmpty() || name.get().text().isBlank()) {
      files.problem(node.place() + ": found an application without a name; expected \"name: …\"");
    } else if (!NAME.matcher(name.get().text()).matches()) {
      files.problem(
          name.get().problem("the name of an application: letters, digits, '-', '_' and '.'"));
    } else {
      add(UpsunReader.read(name.get().text(), node, directory, files), node);
    }
  }

  private void add(UpsunApp app, YamlNode node) {
    if (apps.putIfAbsent(app.name(), app) != null) {
      String found = ": found the application \"" + app.name() + "\" again";
      files.problem(node.place() + found + "; expected another name");
    }
  }
}
