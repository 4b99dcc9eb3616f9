package dev.hookline.core.journal.record;

import dev.hookline.api.HookExitException;

/** Stands for a failure of an earlier process of a run: its text is all that is left of it. */
final class RecordedFailure extends Exception {
  private static final long serialVersionUID = 1;

  private RecordedFailure(String text) {
    super(text, null, true, false);
  }

  /** One with an exit code, which the report passes on. */
  private static final class WithExitCode extends HookExitException {
    private static final long serialVersionUID = 1;

    WithExitCode(int exitCode, String text) {
      super(exitCode, text);
      setStackTrace(new StackTraceElement[0]);
    }
  }

  /** Returns a failure; with the exit code 0, one that had none. */
  static Exception of(int exitCode, String text) {
    return exitCode == 0 ? new RecordedFailure(text) : new WithExitCode(exitCode, text);
  }
}
