package dev.hookline.core;

import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.OutputLine;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * Tells a run to a person: a line when something begins, a line when it ends, and in between what
 * hooks write, each line with the name of its hook. Thread-safe.
 */
public final class ConsoleProgress implements HookListener {
  private final PrintStream stream;

  private ConsoleProgress(PrintStream stream) {
    this.stream = stream;
  }

  /** Returns a listener that writes to the stream. */
  public static ConsoleProgress to(PrintStream stream) {
    return new ConsoleProgress(Objects.requireNonNull(stream, "stream"));
  }

  private static String label(HookId hook) {
    return hook.kind() == HookKind.UNDO ? "undo of " + hook.name() : hook.name();
  }

  @Override
  public void phaseStarted(Phase phase) {
    stream.println("== " + phase);
  }

  @Override
  public void hookStarted(HookId hook) {
    stream.println("-> " + label(hook));
  }

  @Override
  public void lineWritten(OutputLine line) {
    stream.println("   [" + line.hook().name() + "] " + line.text());
  }

  @Override
  public void hookRetried(HookId hook, int attempt, Throwable failure, Duration wait) {
    stream.println(
        "   "
            + hook.name()
            + ": attempt "
            + attempt
            + " failed, next one in "
            + wait.toMillis()
            + " ms");
  }

  @Override
  public void hookFinished(HookResult result) {
    String why = result.outcome() instanceof Skipped skipped ? ": " + skipped.reason() : "";
    String took = String.format(Locale.ROOT, " (%.3f s)", result.duration().toNanos() / 1e9);
    stream.println(
        "<- " + label(result.hook()) + " " + result.outcome() + (why.isEmpty() ? took : why));
  }

  @Override
  public void phaseFinished(Phase phase, RunStatus status) {
    stream.println("== " + phase + " " + status.words());
  }
}
