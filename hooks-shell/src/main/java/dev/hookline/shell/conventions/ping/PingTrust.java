package dev.hookline.shell.conventions.ping;

import static java.nio.file.FileVisitOption.FOLLOW_LINKS;

import dev.hookline.api.Hook;
import dev.hookline.api.HookSourceException;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@link Trust} says about whole directories: a hook may call or source any file beside it,
 * and those never pass through our hands.
 */
final class PingTrust {
  private PingTrust() {}

  /** Returns why files below a directory are refused, in one sentence (P36). */
  static Optional<String> problem(Trust trust, Path directory) {
    List<Path> files = filesBelow(directory);
    List<Path> refused = trust.refused(files, directory);
    if (refused.isEmpty()) {
      return Optional.empty();
    }
    String count =
        "Trust refuses %d of %d files in %s, ".formatted(refused.size(), files.size(), directory);
    List<Path> still = trust.writableByGroup().refused(refused, directory);
    return Optional.of(
        count + (still.isEmpty() ? group(directory) : first(trust, still.get(0), directory)));
  }

  private static String group(Path directory) {
    return "because their group may change them, as in the images of Ping; choose"
        + " trust(Trust.ownFiles().writableByGroup()), or type: "
        + ScriptHook.command("chmod", "-R", "g-w", directory.toString()).description();
  }

  private static String first(Trust trust, Path file, Path directory) {
    return "the first because "
        + trust.writableByGroup().problems(file, directory).get(0)
        + "; correct them all, or choose trust(Trust.everyone()) if everyone who can change them"
        + " may decide what runs";
  }

  /** Returns a hook that runs only if the files below the directory are all trusted. */
  static Hook guard(Trust trust, Hook hook, Path directory) {
    return trust.guard(hook, filesBelow(directory), directory);
  }

  /** Returns what is below a directory, links followed, in the order of names; empty if nothing. */
  static List<Path> filesBelow(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(directory, FOLLOW_LINKS)) {
      return files.filter(file -> !file.equals(directory)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new HookSourceException(
          directory + " cannot be read (" + e + "); correct its rights and the links in it");
    }
  }
}
