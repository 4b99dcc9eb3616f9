package dev.hookline.shell.conventions.upsun.project;

import dev.hookline.api.HookSourceException;
import dev.hookline.shell.Trust;
import dev.hookline.shell.config.YamlFile;
import dev.hookline.shell.config.YamlNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the files of a project that say what runs, if they can be trusted, and collects the
 * problems in them. Not thread-safe.
 */
final class UpsunYaml {
  private final Path project;
  private final Trust trust;
  private final Set<String> problems = new LinkedHashSet<>();
  private final Set<Path> included = new HashSet<>();

  UpsunYaml(Path project, Trust trust) {
    this.project = project;
    this.trust = trust;
  }

  Path project() {
    return project;
  }

  /** Returns the value of a YAML file; empty if there is none in it, or the file is refused. */
  Optional<YamlNode> read(Path file) {
    return read(file, YamlFile::read);
  }

  /** Returns the value of a file that must have one; empty if the file is refused. */
  Optional<YamlNode> readApplication(Path file) {
    return read(
        file,
        path ->
            Optional.of(
                YamlFile.read(path)
                    .orElseThrow(
                        () ->
                            new HookSourceException(
                                path + ":1:1: found an empty file; expected an application"))));
  }

  /** Returns the value of a YAML file that another one includes; see {@link #read}. */
  Optional<YamlNode> include(Path file) {
    included.add(file);
    return read(file);
  }

  boolean isIncluded(Path file) {
    return included.contains(file);
  }

  /** Returns the text of a file; empty if the file is refused. */
  Optional<YamlNode> text(Path file) {
    return read(file, path -> Optional.of(YamlNode.textOf(path)));
  }

  private Optional<YamlNode> read(Path file, Function<Path, Optional<YamlNode>> reader) {
    List<String> refused = trust.problems(file, project);
    problems.addAll(refused);
    if (!refused.isEmpty()) {
      return Optional.empty();
    }
    try {
      return reader.apply(file);
    } catch (HookSourceException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  /** Notes a problem; one that is noted already is the same one. */
  void problem(String words) {
    problems.add(words);
  }

  boolean hasProblems() {
    return !problems.isEmpty();
  }

  /**
   * Returns if there was no problem.
   *
   * @throws HookSourceException with all of them
   */
  void check() {
    if (hasProblems()) {
      throw new HookSourceException(List.copyOf(problems));
    }
  }
}
