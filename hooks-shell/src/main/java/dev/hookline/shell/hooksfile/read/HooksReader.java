package dev.hookline.shell.hooksfile.read;

import dev.hookline.api.HookSourceException;
import dev.hookline.shell.Trust;
import dev.hookline.shell.config.YamlFile;
import dev.hookline.shell.config.YamlNode;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.table.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a hooks file, and those that it includes. Not thread-safe. */
public final class HooksReader {
  private static final int MOST_FILES = 100;

  /** How many values are read, all files together; 100,000 hooks with ten keys each have fewer. */
  private static final int MOST_VALUES = 4_000_000;

  private final Trust trust;
  private final int maxBytes;
  private final Problems problems = new Problems(MOST_VALUES);
  private final List<Path> open = new ArrayList<>();
  private final ContentMaker content;
  private int files;

  private HooksReader(Trust trust, int maxBytes) {
    this.trust = trust;
    this.maxBytes = maxBytes;
    this.content = new ContentMaker(trust, problems);
  }

  /**
   * Reads a file.
   *
   * @param trust the trust in the hooks files, the files of variables and the scripts
   * @param maxBytes how long a hooks file may be
   * @throws HookSourceException with all problems of all files
   */
  public static HooksContent read(Path file, Trust trust, int maxBytes) {
    HooksReader reader = new HooksReader(trust, maxBytes);
    reader.read(file.toAbsolutePath().normalize());
    reader.problems.check();
    return reader.content.content();
  }

  private void read(Path file) {
    files++;
    try {
      Optional<YamlNode> root = root(file);
      Optional<Fields> fields = root.flatMap(node -> FileKeys.FILE.read(node, problems));
      open.add(file);
      root.map(HooksReader::includes)
          .orElse(List.of())
          .forEach(included -> include(included, file));
      open.remove(open.size() - 1);
      fields.ifPresent(present -> content.add(present, file));
    } catch (HookSourceException e) {
      problems.addAll(e.problems());
    }
  }

  /** Problems of included files are found even if there are others in this one. */
  private static List<Fields> includes(YamlNode root) {
    return root.find(EnvironmentKeys.INCLUDE.name())
        .flatMap(node -> EnvironmentKeys.INCLUDE.shape().read(node, new Problems(MOST_VALUES)))
        .orElse(List.of());
  }

  private Optional<YamlNode> root(Path file) {
    if (!isTrusted(file, trust, problems)) {
      return Optional.empty();
    }
    checkSize(file);
    Optional<YamlNode> root = YamlFile.read(file, maxBytes);
    if (root.isEmpty()) {
      throw new HookSourceException(
          file
              + ":1:1: found an empty file; expected hooks, as in: hooks: {deploy: [bin/migrate]}");
    }
    return root;
  }

  private void checkSize(Path file) {
    if (file.toFile().length() > maxBytes) {
      throw new HookSourceException(
          file
              + ": found more than "
              + maxBytes
              + " bytes; split it into files that it includes, or raise the limit with"
              + " HooksFile.maxBytes(…)");
    }
  }

  /**
   * Returns whether a file exists that another one names; it is a problem if it must and does not.
   */
  static boolean isThere(Path file, Fields entry, Problems problems) {
    boolean isMissing = Files.notExists(file);
    if (isMissing && !entry.is(EnvironmentKeys.OPTIONAL)) {
      problems.at(
          entry.nodeOf(EnvironmentKeys.FILE),
          "found "
              + file
              + ", which does not exist; create it, correct the path, or say \"optional: true\"");
    }
    return !isMissing;
  }

  /** A file that is missing is left to whoever reads it. */
  static boolean isTrusted(Path file, Trust trust, Problems problems) {
    Path home = Optional.ofNullable(file.getParent()).orElse(file);
    List<String> refused = Files.exists(file) ? trust.problems(file, home) : List.of();
    problems.addAll(refused);
    return refused.isEmpty();
  }

  private void include(Fields included, Path from) {
    Path file = ContentMaker.beside(from, included);
    if (!isThere(file, included, problems)) {
      return;
    }
    if (open.contains(file)) {
      problems.at(
          included.node(),
          "found an include of " + file + ", which includes this file itself; remove one of them");
    } else if (files >= MOST_FILES) {
      problems.at(
          included.node(), "found more than " + MOST_FILES + " hooks files; expected fewer");
    } else {
      read(file);
    }
  }
}
