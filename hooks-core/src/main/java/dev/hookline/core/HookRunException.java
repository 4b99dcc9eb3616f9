package dev.hookline.core;

import dev.hookline.core.result.RunFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link RunReport#throwIfFailed}. The message lists what failed by name, the cause is
 * the first failure, every later one is suppressed and named by its hook.
 */
public final class HookRunException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient @Nullable RunReport report;

  HookRunException(RunReport report) {
    super(report.summary(), report.failure().orElse(null));
    this.report = report;
    List<RunFailure> failures = report.allFailures();
    failures.stream()
        .skip(1)
        .forEach(later -> addSuppressed(new LaterFailure(report.words(later), later.cause())));
  }

  /**
   * Returns the whole report.
   *
   * @throws IllegalStateException if this exception was serialized; a report is not
   */
  public RunReport report() {
    if (report == null) {
      throw new IllegalStateException("the report is not serialized with the exception");
    }
    return report;
  }

  /** Carries the name of the hook to a failure that came after the first one. */
  private static final class LaterFailure extends Exception {
    private static final long serialVersionUID = 1;

    LaterFailure(String words, Throwable cause) {
      super(words, cause, true, false);
    }
  }
}
