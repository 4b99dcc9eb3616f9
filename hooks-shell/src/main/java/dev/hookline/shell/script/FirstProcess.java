package dev.hookline.shell.script;

import dev.hookline.api.HookContext;
import java.util.concurrent.atomic.AtomicBoolean;

/** What is said if this JVM is process 1 of a container. */
public final class FirstProcess {
  private static final AtomicBoolean IS_REPORTED = new AtomicBoolean();

  private FirstProcess() {}

  /** Warns once if processes whose parents have ended become children of this JVM. */
  public static void check(HookContext context) {
    if (ProcessHandle.current().pid() == 1 && !IS_REPORTED.getAndSet(true)) {
      context.warn(
          "this JVM is process 1, which has to collect all processes whose parents have ended, and"
              + " no JVM does: they stay as zombies and use up process ids; start the container"
              + " with an init, for example by docker run --init");
    }
  }
}
