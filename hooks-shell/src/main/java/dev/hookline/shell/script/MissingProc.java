package dev.hookline.shell.script;

import dev.hookline.api.HookContext;
import java.io.File;
import java.util.concurrent.atomic.AtomicBoolean;

/** What is said if there is no {@code /proc}, as in a bare {@code chroot}. */
public final class MissingProc {
  private static final AtomicBoolean IS_REPORTED = new AtomicBoolean(isThere());

  private MissingProc() {}

  /** Warns once if processes can hardly be found. */
  public static void check(HookContext context) {
    if (!IS_REPORTED.get() && !IS_REPORTED.getAndSet(true)) {
      context.warn(
          "there is no /proc, so that of what scripts start nothing is found but the children of"
              + " running processes: what else outlives a script is neither ended nor reported;"
              + " mount it, for example by mount -t proc proc /proc");
    }
  }

  private static boolean isThere() {
    return new File("/proc/self/stat").canRead();
  }
}
