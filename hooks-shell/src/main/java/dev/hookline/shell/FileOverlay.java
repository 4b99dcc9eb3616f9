package dev.hookline.shell;

import dev.hookline.api.CheckReturnValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Directories in which the files of a later one replace those of the earlier ones, file by file, as
 * the profiles of a Ping container do. A file is looked up each time that it is asked for, so that
 * one that appears during a run is found. Immutable and thread-safe.
 */
@CheckReturnValue
public final class FileOverlay {
  private final List<Path> directories;

  private FileOverlay(List<Path> directories) {
    this.directories = directories;
  }

  /** Returns the overlay of these directories, the most important one last. */
  public static FileOverlay of(Path... directories) {
    return of(List.of(directories));
  }

  /** Returns the overlay of these directories, the most important one last. */
  public static FileOverlay of(List<Path> directories) {
    return new FileOverlay(List.copyOf(directories));
  }

  /** A file and the directory that it was found in. */
  public record Found(Path file, Path directory) {
    /** Refuses null. */
    public Found {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(directory, "directory");
    }
  }

  /** Returns the regular file of that name in the last directory that has one. */
  public Optional<Found> find(String name) {
    for (int i = directories.size() - 1; i >= 0; i--) {
      Path file = directories.get(i).resolve(name);
      if (Files.isRegularFile(file)) {
        return Optional.of(new Found(file, directories.get(i)));
      }
    }
    return Optional.empty();
  }

  /** Returns the directories, the most important one last. */
  public List<Path> directories() {
    return directories;
  }
}
