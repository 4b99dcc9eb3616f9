package dev.hookline.shell.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Says why a path does not lead to a file, and what to do. */
public final class PathRefusal {
  private PathRefusal() {}

  /**
   * Returns what keeps this user from a file, as a clause after its name; empty if nothing does
   * that could be said better than that the file does not exist.
   *
   * @param file the file; absolute
   */
  public static Optional<String> of(Path file) {
    try {
      FileFacts.of(file);
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return NameEncoding.doubt(file);
    } catch (IOException e) {
      return Optional.of(why(file, e));
    }
  }

  private static String why(Path file, IOException refusal) {
    if (refusal instanceof AccessDeniedException) {
      return closedDirectory(file)
          .map(closed -> closed + " may not be entered; give this user the right to search it")
          .orElse("a directory on the way may not be entered; give this user the right to do so");
    }
    if (reason(refusal).startsWith("Too many levels of symbolic links")) {
      return "the links on the way form a circle; correct them";
    }
    return reason(refusal) + "; correct the path";
  }

  /** Returns the words of the system, without the path that the JDK puts before them. */
  public static String reason(IOException refusal) {
    String text = String.valueOf(refusal.getMessage());
    if (refusal instanceof AccessDeniedException || text.endsWith("(Permission denied)")) {
      return "permission denied";
    }
    if (refusal instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    String reason = refusal instanceof FileSystemException f ? f.getReason() : null;
    return Objects.requireNonNullElseGet(reason, () -> text);
  }

  /** Returns the first directory on the way that this user may not search. */
  private static Optional<Path> closedDirectory(Path file) {
    for (int i = 0; i < file.getNameCount(); i++) {
      Path directory = i == 0 ? root(file) : root(file).resolve(file.subpath(0, i));
      if (Files.isDirectory(directory) && !Files.isExecutable(directory)) {
        return Optional.of(directory);
      }
    }
    return Optional.empty();
  }

  private static Path root(Path file) {
    return Objects.requireNonNull(file.getRoot(), "absolute path");
  }
}
