package dev.hookline.shell;

import dev.hookline.api.HookContext;
import java.util.List;

/** Thrown instead of running a file that {@link Trust} refuses. */
public final class UntrustedFileException extends Exception {
  private static final long serialVersionUID = 1;

  /** Returns normally if there is nothing wrong with what a hook is about to run. */
  static void throwIf(List<String> problems, HookContext context) throws UntrustedFileException {
    if (!problems.isEmpty()) {
      throw new UntrustedFileException(context, problems);
    }
  }

  private UntrustedFileException(HookContext context, List<String> problems) {
    super(context.hook() + " was not run: " + String.join("; ", problems));
  }
}
