package dev.hookline.core.run;

import dev.hookline.api.HookCancelledException;
import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.WarningRaised;
import dev.hookline.api.HookId;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookResult;
import dev.hookline.api.RunInfo;
import dev.hookline.api.RunStatus;
import dev.hookline.core.input.Cancellation;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.RunInput;
import dev.hookline.core.input.RunRecord;
import dev.hookline.core.input.RunValues;
import dev.hookline.core.jfr.FlightRecording;
import dev.hookline.core.once.KeyHolders;
import dev.hookline.core.output.Announcements;
import dev.hookline.core.output.FailureText;
import dev.hookline.core.output.Listeners;
import dev.hookline.core.output.OutputScope;
import dev.hookline.core.result.Failures;
import dev.hookline.core.result.PhaseResult;
import dev.hookline.core.result.RunId;
import dev.hookline.core.result.RunResult;
import dev.hookline.core.secret.Masker;
import dev.hookline.core.threads.RunThreads;
import dev.hookline.core.time.RunClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The state of one run: what was asked of it, what its hooks share, what went wrong. */
final class Run implements OutputScope {
  final RunInput input;
  final RunId id;
  final RunClock clock;
  final RunValues values;
  final Cancellation cancellation;
  final Failures failures = new Failures();
  private final Listeners listeners;

  /** What passes events on; null in a run without a limit, whose threads do that themselves. */
  private final @Nullable Announcements announcements;

  /** When the run must end, by its clock; cleanup may use all of it. */
  final long deadline;

  /** When ordinary hooks must have ended, so that the reserve is left for cleanup. */
  final long ordinaryDeadline;

  /** When the coordinator looks again by itself. */
  volatile long wakeAt;

  private @Nullable RunThreads threads;
  private boolean restoreInterrupt;
  private volatile boolean outOfTime;
  private @Nullable HookCancelledException cancelled;
  private volatile @Nullable VirtualMachineError fatal;
  private @Nullable List<String> warnings;
  private @Nullable Set<String> shortSecrets;

  Run(RunInput input, List<PhaseTasks> phases) {
    this.input = input;
    RunRecord record = input.record();
    this.id = record == null ? RunId.next() : RunId.of(record.runId());
    this.cancellation = input.cancellation();
    this.cancellation.coordinateHere(input.engine().time());
    this.clock = RunClock.start(input.engine().time());
    this.values = new RunValues(input);
    this.listeners = listeners(phases);
    Duration limit = input.request().timeout();
    long nanos = limit == null ? RunClock.UNLIMITED : RunClock.toNanos(limit);
    this.deadline = clock.start() + nanos;
    long reserve = limit == null ? 0 : RunClock.toNanos(input.request().cleanupReserve());
    this.ordinaryDeadline = deadline - Math.min(nanos, reserve);
    this.announcements = limit == null ? null : announcements();
  }

  private Announcements announcements() {
    long grace = RunClock.toNanos(input.engine().gracePeriod());
    return new Announcements(listeners, this::executeHolding, clock::nanos, deadline, grace);
  }

  /** A listener that runs an engine must not wait for a key that this run holds. */
  private void executeHolding(Runnable work) {
    List<String> holders = KeyHolders.here();
    execute(
        () -> {
          KeyHolders.set(holders);
          try {
            work.run();
          } finally {
            KeyHolders.set(List.of());
          }
        });
  }

  private Listeners listeners(List<PhaseTasks> phases) {
    List<HookListener> ofEngine = input.engine().listeners();
    List<HookListener> ofRequest = input.request().listeners();
    boolean isRecorded = input.engine().isRecorded();
    if (ofEngine.isEmpty() && ofRequest.isEmpty() && !isRecorded) {
      return Listeners.none();
    }
    List<HookListener> all = new ArrayList<>(ofEngine);
    all.addAll(ofRequest);
    if (isRecorded) {
      FlightRecording.ofRun().ifPresent(all::add);
    }
    if (all.isEmpty()) {
      return Listeners.none();
    }
    RunInfo info =
        new RunInfo(
            id.toString(), input.name(), input.request().directory(), plan(phases), this::masked);
    return Listeners.of(all, info, this);
  }

  private String masked(String text) {
    return masker().mask(text);
  }

  private static List<HookId> plan(List<PhaseTasks> phases) {
    if (phases.size() == 1) {
      return phases.get(0).ids();
    }
    List<HookId> all = new ArrayList<>();
    phases.forEach(phase -> all.addAll(phase.ids()));
    return all;
  }

  @Override
  public Listeners listeners() {
    return listeners;
  }

  @Override
  public Masker masker() {
    return values.masker();
  }

  @Override
  public Instant now() {
    return clock.now();
  }

  boolean isDryRun() {
    return input.request().isDryRun();
  }

  @Override
  public void announce(HookEvent event) {
    announce(event, this::isTimeUp);
  }

  /**
   * Sends an event that comes from the engine and not from a hook.
   *
   * @param isLate says whether listeners that hold up this one are waited for no longer
   */
  void announce(HookEvent event, BooleanSupplier isLate) {
    Announcements own = announcements;
    if (own == null || listeners.isPassedOnHere()) {
      listeners.send(event, isLate);
    } else {
      own.send(event, isLate);
    }
  }

  // ---- time

  boolean isLimited() {
    return input.request().timeout() != null;
  }

  @Override
  public boolean isTimeUp() {
    return isCancelled() || (isLimited() && clock.nanos() - deadline >= 0);
  }

  /** Returns whether a part of the run's time is kept for cleanup. */
  boolean hasReserve() {
    return ordinaryDeadline != deadline;
  }

  /** Notes that the limit of the run was reached. */
  void endTime() {
    outOfTime = true;
  }

  boolean isOutOfTime() {
    return outOfTime;
  }

  /** Runs something on a thread of this run that no hook is using; the coordinator calls this. */
  void execute(Runnable work) {
    RunThreads own = threads == null ? new RunThreads(input.threads()) : threads;
    threads = own;
    own.execute(work);
  }

  // ---- cancellation

  /** Takes a pending interrupt, on the coordinator: the next hook is not meant by it. */
  void takeInterrupt() {
    restoreInterrupt |= cancellation.takeInterrupt();
  }

  /** Notes that a hook on the coordinator's own thread was interrupted and consumed that. */
  void interrupted() {
    restoreInterrupt = true;
    cancellation.countInterrupt();
  }

  boolean isCancelled() {
    return cancellation.isRequested();
  }

  /** Returns the cancellation as a failure: the same one for whoever asks. */
  synchronized HookCancelledException cancelled() {
    HookCancelledException known = cancelled == null ? shown(cancellation.cause()) : cancelled;
    cancelled = known;
    return known;
  }

  private HookCancelledException shown(HookCancelledException cause) {
    String message = masker().mask(String.valueOf(cause.getMessage()));
    return new HookCancelledException(message, null, cause.exitCode());
  }

  // ---- what went wrong

  /** Returns whether something could not be recorded: nothing more may begin. */
  boolean isUnrecorded() {
    RunRecord record = input.record();
    return record != null && record.isBroken();
  }

  synchronized void failFatally(VirtualMachineError error) {
    if (fatal == null) {
      fatal = error;
    }
  }

  boolean isFatal() {
    return fatal != null;
  }

  @Override
  public void warn(String warning) {
    raise(masker().mask(warning));
  }

  private void raise(String shown) {
    synchronized (this) {
      List<String> list = warnings == null ? new ArrayList<>() : warnings;
      warnings = list;
      list.add(shown);
    }
    if (listeners.isHeard()) {
      announce(new WarningRaised(listeners.run(), now(), shown));
    }
  }

  /** Warns, once in a run, of secrets that are too short to be masked well. */
  void warnOfShortSecrets(Masker masker) {
    for (String name : masker.shortNames()) {
      if (isNews(name)) {
        raise(Masker.warningOf(name));
      }
    }
  }

  private synchronized boolean isNews(String shortSecret) {
    Set<String> known = shortSecrets == null ? new HashSet<>() : shortSecrets;
    shortSecrets = known;
    return known.add(shortSecret);
  }

  /** Turns what has failed since there were so many failures into warnings. */
  void ignoreSince(int count, String where) {
    String remark = " (" + where + " is ignored)";
    failures
        .removeSince(count)
        .forEach(failure -> warn(FailureText.remarked(failure.words(), remark)));
  }

  /** Returns the first failure, or the cancellation if that is all there is. */
  Throwable failureOrCancelled() {
    return failures.first().orElseGet(this::cancelled);
  }

  // ---- the end

  /** Ends the run: its threads may end, and the caller gets its interrupt back. */
  RunResult end(
      RunStatus status, List<PhaseResult> phases, List<HookResult> results, long endNanos) {
    if (threads != null) {
      threads.end();
    }
    takeInterrupt();
    if (restoreInterrupt) {
      Thread.currentThread().interrupt();
    }
    return new RunResult(
        id,
        input.name(),
        status,
        isDryRun(),
        phases,
        results,
        failures.all(),
        warnings == null ? List.of() : List.copyOf(warnings),
        clock,
        endNanos,
        masker(),
        status == RunStatus.CANCELLED ? cancelled() : null,
        fatal);
  }
}
