package dev.hookline.shell.output;

import dev.hookline.shell.files.CleanUps;
import dev.hookline.shell.files.FileFacts;
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
    CleanUps.add(FifoNames::delete);
  }

  private FifoNames() {}

  /**
   * Returns a pipe that is given out once only.
   *
   * @throws IOException if none can be made
   */
  static Path take() throws IOException {
    Path path = FRESH.poll();
    while (path == null || !isPipe(path)) {
      path = path == null ? make() : FRESH.poll();
    }
    return path;
  }

  /** A script may have put something else in its place. */
  private static boolean isPipe(Path path) {
    try {
      return FileFacts.of(path).isNamedPipe();
    } catch (IOException e) {
      return false;
    }
  }

  private static synchronized Path make() throws IOException {
    Path first = FRESH.poll();
    if (first != null) {
      return first;
    }
    boolean isFirst = directory == null;
    try {
      return makeIn(existingDirectory());
    } catch (IOException e) {
      if (isFirst) {
        throw e;
      }
      directory = null; // a script has made it useless
      return makeIn(existingDirectory());
    }
  }

  private static Path makeIn(Path target) throws IOException {
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
    List<String> words = new ArrayList<>(List.of(program()));
    paths.forEach(path -> words.add(path.toString()));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    if (exitCode(builder.start()) != 0) {
      throw new IOException(
          "mkfifo cannot make a pipe in "
              + paths.get(0).getParent()
              + "; make room there, or set java.io.tmpdir to another directory");
    }
  }

  /** The PATH of the JVM may lead nowhere, even if that of a hook does not. */
  private static String program() {
    return Stream.of("/usr/bin/mkfifo", "/bin/mkfifo")
        .filter(file -> Files.isExecutable(Path.of(file)))
        .findFirst()
        .orElse("mkfifo");
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
