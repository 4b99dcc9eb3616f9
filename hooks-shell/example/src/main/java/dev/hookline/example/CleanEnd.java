package dev.hookline.example;

import java.time.Duration;

/**
 * Lets a deployment clean up when the JVM is told to end, by Ctrl-C for example: the main thread is
 * interrupted, which cancels the run, and the JVM waits for it.
 */
final class CleanEnd {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Thread atShutdown;

  private CleanEnd(Thread worker) {
    atShutdown = new Thread(() -> end(worker), "clean-end");
  }

  static CleanEnd ofThisThread() {
    CleanEnd end = new CleanEnd(Thread.currentThread());
    Runtime.getRuntime().addShutdownHook(end.atShutdown);
    return end;
  }

  private static void end(Thread worker) {
    worker.interrupt();
    try {
      worker.join(LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Exits with the code, unless the JVM is ending already. */
  void exit(int code) {
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException e) {
      return;
    }
    System.exit(code);
  }
}
