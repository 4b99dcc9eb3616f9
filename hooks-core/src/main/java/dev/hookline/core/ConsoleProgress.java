package dev.hookline.core;

import dev.hookline.api.Durations;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.KeyAwaited;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.WarningRaised;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.Phase;
import dev.hookline.api.RunInfo;
import dev.hookline.core.output.FailureText;
import dev.hookline.core.output.Printable;
import java.io.PrintStream;
import java.util.Objects;

/**
 * Shows a run to a person: a line when something begins, a line when it ends, and in between what
 * hooks write, each line with the name of its hook. Control characters are shown as escapes, so
 * that no hook can move the cursor or seem to be the tool. Thread-safe.
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
  public void phaseStarted(PhaseStarted event) {
    stream.println("== " + label(event.run(), event.phase()));
  }

  @Override
  public void keyAwaited(KeyAwaited event) {
    stream.println("   waits for key \"" + event.key() + "\", held by " + event.holder());
  }

  @Override
  public void hookStarted(HookStarted event) {
    stream.println("-> " + label(event.hook()));
  }

  @Override
  public void lineWritten(LineWritten event) {
    stream.println(
        "   [" + event.line().hook().name() + "] " + Printable.line(event.line().text()));
  }

  @Override
  public void retryAwaited(RetryAwaited event) {
    stream.println(
        "   "
            + event.hook().name()
            + ": attempt "
            + event.attempt()
            + " failed, next one in "
            + Durations.measured(event.delay())
            + ": "
            + firstLine(FailureText.of(event.failure())));
  }

  @Override
  public void hookFinished(HookFinished event) {
    HookResult result = event.result();
    String ended = "<- " + label(result.hook()) + " " + result.outcome();
    if (result.outcome() instanceof Skipped skipped) {
      stream.println(ended + ": " + skipped.reason());
      return;
    }
    String took = " (" + Durations.measured(result.duration()) + ")";
    String why = result.outcome().failure().map(FailureText::of).orElse("");
    stream.println(ended + took + (why.isEmpty() ? "" : ": " + indented(why)));
  }

  /** Further lines of a failure stand below the hook, apart from what hooks write. */
  private static String indented(String text) {
    return Printable.lines(text.strip().replace("\r\n", "\n"))
        .replaceAll("\\R", System.lineSeparator() + "   ");
  }

  private static String firstLine(String text) {
    return Printable.line(text.lines().findFirst().orElse(""));
  }

  @Override
  public void warningRaised(WarningRaised event) {
    stream.println("!! " + indented(event.warning()));
  }

  @Override
  public void phaseFinished(PhaseFinished event) {
    stream.println("== " + label(event.run(), event.phase()) + " " + event.status().words());
  }

  @Override
  public void runFinished(RunFinished event) {
    if (isLifecycle(event.run())) {
      stream.println("== " + event.run().name() + " " + event.status().words());
    }
  }

  /** The hooks of a lifecycle itself stand in a phase of its name. */
  private static String label(RunInfo run, Phase phase) {
    boolean isOwn = phase.name().equals(run.name()) && isLifecycle(run);
    return (isOwn ? "end of " : "") + phase;
  }

  private static boolean isLifecycle(RunInfo run) {
    return run.plan().stream().anyMatch(hook -> !hook.phase().name().equals(run.name()));
  }
}
