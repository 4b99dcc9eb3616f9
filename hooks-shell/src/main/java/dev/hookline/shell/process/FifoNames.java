package dev.hookline.shell.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Named pipes that have not been used yet. The JDK cannot make one, so {@code mkfifo} makes many at
 * once, in a directory that only this user can enter and that is deleted when the JVM ends.
 */
final class FifoNames {
  private static final int AT_ONCE = 64;
  private static final int LONGEST_SECONDS = 10;
  private static final Queue<Path> FRESH = new ConcurrentLinkedQueue<>();
  private static @Nullable Path directory;
  private static long made;

  static {
    ProcessRegistry.atShutdown(FifoNames::delete);
  }

  private FifoNames() {}

  /**
   * Returns a pipe that is given out once only.
   *
   * @throws IOException if none can be made
   */
  static Path take() throws IOException {
    Path path = FRESH.poll();
    while (path == null || !Files.exists(path)) {
      path = path == null ? make() : FRESH.poll();
    }
    return path;
  }

  private static synchronized Path make() throws IOException {
    Path first = FRESH.poll();
    if (first != null) {
      return first;
    }
    Path target = existingDirectory();
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      paths.add(target.resolve(Long.toString(made++)));
    }
    mkfifo(paths);
    FRESH.addAll(paths.subList(1, AT_ONCE));
    return paths.get(0);
  }

  /** Something may have cleaned up the temporary directory since the last time. */
  private static Path existingDirectory() throws IOException {
    Path known = directory;
    if (known == null || !Files.isDirectory(known)) {
      Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
      known = Files.createTempDirectory(temporary, "hookline-pipes-");
      directory = known;
    }
    return known;
  }

  private static void mkfifo(List<Path> paths) throws IOException {
    List<String> words = new ArrayList<>(List.of("mkfifo", "-m", "600"));
    paths.forEach(path -> words.add(path.toString()));
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    if (exitCode(builder.start()) != 0) {
      throw new IOException("mkfifo cannot make a pipe in " + paths.get(0).getParent());
    }
  }

  /** Waits through an interrupt, as this takes a few milliseconds only, and sets the flag again. */
  private static int exitCode(Process process) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static synchronized void delete() {
    if (directory != null) {
      File[] used = directory.toFile().listFiles();
      Stream.ofNullable(used).flatMap(Stream::of).forEach(File::delete);
      directory.toFile().delete();
    }
  }
}
