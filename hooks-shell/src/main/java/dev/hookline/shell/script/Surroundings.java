package dev.hookline.shell.script;

import dev.hookline.api.HookContext;
import java.io.File;
import java.util.concurrent.atomic.AtomicBoolean;

/** What is said, once, of a system in which scripts cannot be looked after as elsewhere. */
public final class Surroundings {
  private static final AtomicBoolean IS_FIRST_PROCESS =
      new AtomicBoolean(ProcessHandle.current().pid() == 1);
  private static final AtomicBoolean IS_WITHOUT_PROC =
      new AtomicBoolean(!new File("/proc/self/stat").canRead());

  private Surroundings() {}

  /** Warns if this is the first hook, and this JVM is process 1, or there is no {@code /proc}. */
  public static void check(HookContext context) {
    if (isNews(IS_FIRST_PROCESS)) {
      context.warn(
          "this JVM is process 1, which has to collect all processes whose parents have ended, and"
              + " no JVM does: they stay as zombies and use up process ids; start the container"
              + " with an init, for example by docker run --init");
    }
    if (isNews(IS_WITHOUT_PROC)) {
      context.warn(
          "there is no /proc, so that of what scripts start nothing is found but the children of"
              + " running processes: what else outlives a script is neither ended nor reported;"
              + " mount it, for example by mount -t proc proc /proc");
    }
  }

  private static boolean isNews(AtomicBoolean fact) {
    return fact.get() && fact.getAndSet(false);
  }
}
