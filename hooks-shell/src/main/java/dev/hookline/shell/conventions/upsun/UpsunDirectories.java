package dev.hookline.shell.conventions.upsun;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The two directories besides the application that a build hook may write to (U13). Immutable and
 * thread-safe.
 *
 * @param cache kept between builds and shared by all of them, never deployed; the build hook alone
 *     sees it, as {@code PLATFORM_CACHE_DIR}
 * @param temporary emptied before each build, unless it holds files of others; the build hook sees
 *     it as {@code TMPDIR}
 */
public record UpsunDirectories(Path cache, Path temporary) {
  /**
   * Marks a directory that may be emptied, so that a wrong path does not cost the files of others.
   */
  private static final String MARK = ".emptied-before-each-build";

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

  /** Makes the directories, and empties the temporary one if it is one of ours. */
  void prepare() throws IOException {
    Files.createDirectories(cache);
    Files.createDirectories(temporary);
    Path mark = temporary.resolve(MARK);
    try (Stream<Path> all = Files.walk(temporary)) {
      List<Path> old = all.filter(file -> !file.equals(temporary)).toList();
      if (!old.isEmpty() && !Files.exists(mark)) {
        throw new IOException(
            "temporary directory "
                + temporary
                + " holds files that no build has put there; empty it, or use a directory of its"
                + " own");
      }
      old.stream()
          .filter(file -> !file.equals(mark))
          .sorted(Comparator.reverseOrder())
          .forEach(UpsunDirectories::delete);
    }
    Files.write(mark, new byte[0]);
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot empty the temporary directory", e);
    }
  }
}
