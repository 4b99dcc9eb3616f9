package dev.hookline.shell.process;

import static java.util.Objects.requireNonNull;

import dev.hookline.shell.files.FileFacts;
import dev.hookline.shell.files.HelperThreads;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The start of a process that reads a file, in another thread. It may never return, since the file
 * may have become a named pipe that no one writes to; then it is abandoned, and what it starts
 * after all is killed.
 */
final class ProcessStart {
  private static final long LOOK_MILLIS = 50;

  private final File stdin;
  private final Duration grace;

  // guarded by this

  private @Nullable Supervision started;
  private @Nullable Throwable refusal;
  private boolean isAbandoned;

  ProcessStart(ProcessSpec spec) {
    this.stdin = spec.stdin();
    this.grace = spec.limits().grace();
  }

  /**
   * Starts the process and waits until it has started. An interrupt does not keep it from that, as
   * it will end the process; the flag is set again.
   *
   * @throws IOException if the process could not be started
   * @throws OutOfMemoryError if the system allows no more threads
   */
  Supervision perform(Subprocess process) throws IOException {
    HelperThreads.run(() -> launch(process));
    return await();
  }

  private void launch(Subprocess process) {
    try {
      take(CommonsExec.launch(process));
    } catch (Throwable t) {
      refuse(t);
    }
  }

  private synchronized void refuse(Throwable thrown) {
    refusal = thrown;
    notifyAll();
  }

  private void take(Supervision supervision) {
    synchronized (this) {
      started = supervision;
      notifyAll();
      if (!isAbandoned) {
        return;
      }
    }
    supervision.kill();
  }

  private Supervision await() throws IOException {
    boolean interrupted = false;
    long interruptedAt = 0;
    try {
      while (!isDecided()) {
        if (interrupted && System.nanoTime() - interruptedAt > grace.toNanos()) {
          abandon("it did not start within the grace period");
        }
        try {
          pause();
        } catch (InterruptedException e) {
          interrupted = true;
          interruptedAt = System.nanoTime();
        }
      }
      return result();
    } catch (Error e) {
      giveUp();
      throw e;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** There may be no memory even to wait. */
  private synchronized void giveUp() {
    isAbandoned = true;
    if (started != null) {
      started.kill();
    }
  }

  private synchronized boolean isDecided() {
    return started != null || refusal != null;
  }

  private synchronized Supervision result() throws IOException {
    if (refusal instanceof IOException refused) {
      throw refused;
    }
    if (refusal instanceof RuntimeException bug) {
      throw bug;
    }
    if (refusal instanceof Error error) {
      throw error;
    }
    return requireNonNull(started, "not started");
  }

  @SuppressWarnings("WaitNotInLoop") // it is in that of await
  private void pause() throws IOException, InterruptedException {
    synchronized (this) {
      if (!isDecided()) {
        wait(LOOK_MILLIS);
      }
      if (isDecided()) {
        return;
      }
    }
    if (FileFacts.of(stdin.toPath()).isNamedPipe()) {
      try {
        abandon("its input " + stdin + " has become a named pipe");
      } finally {
        new RandomAccessFile(stdin, "rw").close(); // frees the thread that waits for a writer
      }
    }
  }

  /** Whatever is started from now on is killed. */
  private synchronized void abandon(String why) throws IOException {
    if (!isDecided()) {
      isAbandoned = true;
      throw new IOException(why);
    }
  }
}
