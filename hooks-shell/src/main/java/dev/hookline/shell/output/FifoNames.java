package dev.hookline.shell.output;

import dev.hookline.shell.files.FileFacts;
import dev.hookline.shell.files.HelperThreads;
import dev.hookline.shell.files.PrivateDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Named pipes that have not been used yet, in the private directory of this JVM. The JDK cannot
 * make one, so {@code mkfifo} makes several at once, and more each time.
 */
final class FifoNames implements Runnable {
  /** A tool that runs few scripts waits for few pipes. */
  private static final int FIRST_AT_ONCE = 4;

  private static final int MOST_AT_ONCE = 64;
  private static final int LONGEST_SECONDS = 10;
  private static final List<String> USUAL = List.of("/usr/bin/mkfifo", "/bin/mkfifo");

  /** A lock-free queue would cost the first script a millisecond of class loading. */
  static final Queue<Path> FRESH = new LinkedBlockingQueue<>();

  private static int atOnce = FIRST_AT_ONCE;
  private static volatile boolean isPrepared;
  private static final AtomicBoolean IS_MAKING = new AtomicBoolean();

  private FifoNames() {}

  /** Makes the first pipes in another thread. */
  static void prepare() {
    if (!isPrepared) {
      isPrepared = true;
      replenish();
    }
  }

  /** Makes more of them in another thread, if the last one was taken. */
  static void replenish() {
    if (FRESH.isEmpty() && !IS_MAKING.getAndSet(true)) {
      makeElsewhere();
    }
  }

  private static void makeElsewhere() {
    try {
      HelperThreads.run(new FifoNames());
    } catch (OutOfMemoryError e) {
      IS_MAKING.set(false); // there is no thread to be had; whoever takes a pipe makes it
    }
  }

  /** Makes some, in another thread. */
  @Override
  public void run() {
    try {
      FRESH.add(make());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // Whoever takes a pipe tries again, and says what is wrong.
    } finally {
      IS_MAKING.set(false);
    }
  }

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
    Path directory = PrivateDirectory.path();
    try {
      return makeIn(directory);
    } catch (IOException e) {
      return makeIn(another(directory, e));
    }
  }

  /** Returns another directory, or says what was wrong with the first one if there is none. */
  private static Path another(Path useless, IOException why) throws IOException {
    try {
      return PrivateDirectory.insteadOf(useless);
    } catch (IOException e) {
      why.addSuppressed(e);
      throw why;
    }
  }

  private static Path makeIn(Path directory) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      paths.add(directory.resolve(PrivateDirectory.newName(".pipe")));
    }
    mkfifo(directory, paths);
    FRESH.addAll(paths.subList(1, atOnce));
    atOnce = Math.min(MOST_AT_ONCE, atOnce * 2);
    return paths.get(0);
  }

  private static void mkfifo(Path directory, List<Path> paths) throws IOException {
    List<String> words = new ArrayList<>(List.of(program()));
    for (Path path : paths) {
      words.add(path.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    if (exitCode(builder.start()) != 0) {
      throw new IOException(
          "mkfifo cannot make a pipe in "
              + directory
              + "; make room there, or set java.io.tmpdir to another directory");
    }
  }

  /** The PATH of the JVM may lead nowhere, even if that of a hook does not. */
  private static String program() {
    for (String file : USUAL) {
      if (new File(file).canExecute()) {
        return file;
      }
    }
    return "mkfifo";
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
}
