package dev.hookline.shell.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The two directories besides the application that a build hook may write to (U13). Immutable and
 * thread-safe.
 *
 * @param cache kept between builds and shared by all of them, never deployed; the build hook alone
 *     sees it, as {@code PLATFORM_CACHE_DIR}
 * @param temporary emptied before each build; the build hook sees it as {@code TMPDIR}
 */
public record UpsunDirectories(Path cache, Path temporary) {

  /**
   * Checks that emptying one does not empty the other.
   *
   * @throws IllegalArgumentException if the temporary directory is, or is above, the cache
   */
  public UpsunDirectories {
    cache = Objects.requireNonNull(cache, "cache").toAbsolutePath().normalize();
    temporary = Objects.requireNonNull(temporary, "temporary").toAbsolutePath().normalize();
    if (cache.startsWith(temporary) || temporary.getNameCount() == 0) {
      throw new IllegalArgumentException(
          "temporary directory "
              + temporary
              + " would be emptied with the cache "
              + cache
              + " in it; use a directory of its own");
    }
  }

  /** Makes the directories, and empties the temporary one. */
  void prepare() throws IOException {
    Files.createDirectories(cache);
    Files.createDirectories(temporary);
    try (Stream<Path> all = Files.walk(temporary)) {
      all.sorted(Comparator.reverseOrder())
          .filter(file -> !file.equals(temporary))
          .forEach(UpsunDirectories::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty the temporary directory", e);
    }
  }
}
