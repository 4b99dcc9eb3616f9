package dev.hookline.shell.conventions.upsun.project;

import dev.hookline.shell.config.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the root of an application, which {@code source.root} moves (U27). */
final class UpsunRoot {
  private UpsunRoot() {}

  /**
   * Returns the root.
   *
   * @param app what is said of the application
   * @param directory where the root is unless it is said
   */
  static Path of(YamlNode app, Path directory, UpsunYaml files) {
    UpsunIncludes includes = UpsunIncludes.ofProject(files);
    Optional<YamlNode> root =
        app.get("source").map(includes::open).flatMap(source -> source.get("root"));
    if (root.isEmpty()) {
      return directory;
    }
    Optional<String> problem = problem(root.get(), files.project());
    problem.ifPresent(files::problem);
    return problem.isPresent() ? directory : resolved(root.get(), files.project());
  }

  private static Path resolved(YamlNode root, Path project) {
    return project.resolve(root.text().replaceFirst("^/+", "")).normalize();
  }

  private static Optional<String> problem(YamlNode root, Path project) {
    String expected = "a directory of the repository, relative to " + project;
    if (root.kind() != YamlNode.Kind.SCALAR
        || root.text().chars().anyMatch(Character::isISOControl)) {
      return Optional.of(root.problem(expected));
    }
    Path directory = resolved(root, project);
    if (!directory.startsWith(project)) {
      return Optional.of(wrong(root, "leads out of the repository", expected));
    }
    if (!Files.isDirectory(directory)) {
      return Optional.of(wrong(root, "is not a directory", expected));
    }
    return leadsOut(directory, project)
        ? Optional.of(wrong(root, "is a link out of the repository", expected))
        : Optional.empty();
  }

  private static boolean leadsOut(Path directory, Path project) {
    try {
      return !directory.toRealPath().startsWith(project.toRealPath());
    } catch (IOException e) {
      return true;
    }
  }

  private static String wrong(YamlNode root, String why, String expected) {
    return root.place()
        + ": found the source root \""
        + root.text()
        + "\", which "
        + why
        + "; expected "
        + expected;
  }
}
