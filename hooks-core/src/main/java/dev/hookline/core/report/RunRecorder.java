package dev.hookline.core.report;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.AttemptStarted;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.KeyAwaited;
import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookEvent.WarningRaised;
import dev.hookline.api.HookListener;
import dev.hookline.api.RunInfo;
import dev.hookline.core.report.model.RecordedRun;
import dev.hookline.core.report.model.RunLog;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps in memory what happens in a run, but for the lines of the output, and writes a report of it
 * when it has ended. Of several runs it has the one that ended last. Thread-safe.
 */
public final class RunRecorder implements HookListener {
  private final Map<String, RunLog> running = new HashMap<>();
  private @Nullable RecordedRun ended;

  private RunRecorder() {}

  /** Returns a listener that has recorded nothing yet. */
  public static RunRecorder create() {
    return new RunRecorder();
  }

  @Override
  public synchronized void runStarted(RunStarted event) {
    running.put(event.run().id(), new RunLog(event));
  }

  @Override
  public void phaseStarted(PhaseStarted event) {
    record(event);
  }

  @Override
  public void keyAwaited(KeyAwaited event) {
    record(event);
  }

  @Override
  public void attemptStarted(AttemptStarted event) {
    record(event);
  }

  @Override
  public void retryAwaited(RetryAwaited event) {
    record(event);
  }

  @Override
  public void hookFinished(HookFinished event) {
    record(event);
  }

  @Override
  public void warningRaised(WarningRaised event) {
    record(event);
  }

  @Override
  public void phaseFinished(PhaseFinished event) {
    record(event);
  }

  @Override
  public synchronized void runFinished(RunFinished event) {
    RunLog log = running.remove(event.run().id());
    if (log != null) {
      ended = log.toRun(event);
    }
  }

  /** Forgets the run. */
  @Override
  public synchronized void dropped(RunInfo run) {
    running.remove(run.id());
  }

  private synchronized void record(HookEvent event) {
    RunLog log = running.get(event.run().id());
    if (log != null) {
      event.passTo(log);
    }
  }

  /** Returns whether a run has ended, and can be reported. */
  public synchronized boolean hasRun() {
    return ended != null;
  }

  /**
   * Returns a report of the run that ended last.
   *
   * @throws IllegalStateException if no run has ended
   */
  public String report(ReportFormat format) {
    StringBuilder text = new StringBuilder();
    try {
      write(format, text);
    } catch (IOException e) {
      throw new AssertionError("a text in memory takes everything", e);
    }
    return text.toString();
  }

  /**
   * Writes a report of the run that ended last. What is written to a file or a stream must be in
   * UTF-8.
   *
   * @throws IllegalStateException if no run has ended
   * @throws IOException if the target throws it
   */
  public void write(ReportFormat format, Appendable out) throws IOException {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(out, "target");
    RunFile.write(format, run(), out);
  }

  private synchronized RecordedRun run() {
    if (ended == null) {
      throw new IllegalStateException(
          "no run has ended yet; give this recorder to an engine or a request as a listener, and"
              + " ask for the report after the run");
    }
    return ended;
  }
}
