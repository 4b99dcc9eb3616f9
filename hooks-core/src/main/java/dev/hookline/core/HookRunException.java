package dev.hookline.core;

import dev.hookline.api.HookResult;

/**
 * Thrown by {@link RunReport#throwIfFailed}. The message lists what failed by name, the cause is
 * the first failure, every later one is suppressed and named by its hook.
 */
public final class HookRunException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient RunReport report;

  HookRunException(RunReport report) {
    super(report.summary(), report.failure().orElse(null));
    this.report = report;
    report.failures().stream().skip(1).forEach(later -> addSuppressed(new LaterFailure(later)));
    if (!report.failures().isEmpty()) {
      report.otherFailure().ifPresent(this::addSuppressed);
    }
  }

  /** Returns the whole report. */
  public RunReport report() {
    return report;
  }

  /** Carries the name of the hook to a failure that came after the first one. */
  private static final class LaterFailure extends Exception {
    private static final long serialVersionUID = 1;

    LaterFailure(HookResult result) {
      super(RunReport.describe(result), result.outcome().failure().orElse(null), true, false);
    }
  }
}
