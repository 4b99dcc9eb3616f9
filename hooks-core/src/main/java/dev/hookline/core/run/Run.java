package dev.hookline.core.run;

import dev.hookline.api.HookCancelledException;
import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.WarningRaised;
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
import dev.hookline.core.output.Heard;
import dev.hookline.core.output.Listeners;
import dev.hookline.core.output.OutputScope;
import dev.hookline.core.result.PhaseResult;
import dev.hookline.core.result.RunFailure;
import dev.hookline.core.result.RunId;
import dev.hookline.core.result.RunResult;
import dev.hookline.core.result.Trouble;
import dev.hookline.core.secret.Masker;
import dev.hookline.core.threads.RunThreads;
import dev.hookline.core.threads.ThreadWork;
import dev.hookline.core.time.RunClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The state of one run: what was asked of it, what its hooks share, what went wrong. What most runs
 * never need is made when it is first asked for.
 */
final class Run implements OutputScope {
  final RunInput input;
  final RunId id;
  final RunClock clock;
  final Cancellation cancellation;
  private final List<PhaseTasks> phases;
  private final List<HookListener> hearers;
  private final Heard heard;

  /** When the run must end, by its clock; cleanup may use all of it. */
  final long deadline;

  /** When ordinary hooks must have ended, so that the reserve is left for cleanup. */
  final long ordinaryDeadline;

  /** When the coordinator looks again by itself. */
  volatile long wakeAt;

  private volatile @Nullable Listeners listeners;

  /** What passes events on; null in a run without a limit, whose threads do that themselves. */
  private volatile @Nullable Announcements announcements;

  private volatile @Nullable RunValues values;
  private volatile @Nullable Trouble trouble;
  private @Nullable RunThreads threads;
  private boolean restoreInterrupt;
  private volatile boolean outOfTime;

  Run(RunInput input, List<PhaseTasks> phases) {
    this.input = input;
    RunRecord record = input.record();
    this.id = record == null ? RunId.next() : RunId.of(record.runId());
    this.cancellation = input.cancellation();
    this.cancellation.coordinateHere(input.engine().time());
    this.clock = RunClock.start(input.engine().time());
    this.phases = phases;
    this.hearers = hearers(input);
    this.heard = Heard.by(hearers);
    Duration limit = input.request().timeout();
    long nanos = limit == null ? RunClock.UNLIMITED : RunClock.toNanos(limit);
    this.deadline = clock.start() + nanos;
    long reserve = limit == null ? 0 : RunClock.toNanos(input.request().cleanupReserve());
    this.ordinaryDeadline = deadline - Math.min(nanos, reserve);
  }

  private static List<HookListener> hearers(RunInput input) {
    List<HookListener> asked = input.listeners();
    Optional<HookListener> recording =
        input.engine().isRecorded() ? FlightRecording.ofRun() : Optional.empty();
    return recording.isEmpty() ? asked : Stream.concat(asked.stream(), recording.stream()).toList();
  }

  // ---- events

  @Override
  public Heard heard() {
    return heard;
  }

  @Override
  public Listeners listeners() {
    Listeners known = listeners;
    return known == null ? makeListeners() : known;
  }

  private synchronized Listeners makeListeners() {
    Listeners made = listeners == null ? new Listeners(hearers, info(), this) : listeners;
    if (isLimited() && announcements == null) {
      long grace = RunClock.toNanos(input.engine().gracePeriod());
      // A listener that runs an engine must not wait for a key that this run holds.
      Executor threadsOfKeys = work -> execute(KeyHolders.carry(work)::run);
      announcements = new Announcements(made, threadsOfKeys, clock::nanos, deadline, grace);
    }
    listeners = made;
    return made;
  }

  private RunInfo info() {
    return new RunInfo(
        id.toString(),
        input.name(),
        input.request().directory(),
        PhaseTasks.ids(phases),
        text -> masker().mask(text));
  }

  @Override
  public void announce(HookEvent event) {
    announce(event, listeners().isTimeUp());
  }

  /**
   * Sends an event that comes from the engine and not from a hook.
   *
   * @param isLate says whether listeners that hold up this one are waited for no longer
   */
  void announce(HookEvent event, BooleanSupplier isLate) {
    Listeners to = listeners();
    Announcements byThread = announcements;
    if (byThread == null || to.isPassedOnHere()) {
      to.send(event, isLate);
    } else {
      byThread.send(event, isLate);
    }
  }

  // ---- what hooks hand over

  RunValues values() {
    RunValues known = values;
    return known == null ? makeValues() : known;
  }

  private synchronized RunValues makeValues() {
    RunValues made = values == null ? new RunValues(input) : values;
    values = made;
    return made;
  }

  @Override
  public Masker masker() {
    RunValues known = values;
    return known == null ? input.masker() : known.masker();
  }

  @Override
  public Instant now() {
    return clock.now();
  }

  boolean isDryRun() {
    return input.request().isDryRun();
  }

  // ---- time

  /**
   * Returns when listeners begin to hear that a hook begins: a reading of the clock, 20 ns, only if
   * conditions may have taken time since its start.
   */
  long heardFrom(long start, boolean isConditional) {
    return isConditional || isDryRun() ? clock.nanos() : start;
  }

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
  void execute(ThreadWork work) {
    threads().execute(work);
  }

  /** Notes that no later hook of a phase is to need a thread; those that are there may end. */
  void expectNoMoreThreads(PhaseTasks phase) {
    boolean isPassedOn = isLimited() && heard.isAnything();
    if (phase == phases.get(phases.size() - 1) && !isPassedOn) {
      threads().expectNoMore();
    }
  }

  private RunThreads threads() {
    RunThreads own =
        threads == null ? new RunThreads(input.engine().threads(), input.contexts()) : threads;
    threads = own;
    return own;
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
  HookCancelledException cancelled() {
    return trouble().cancelled(() -> shown(cancellation.cause()));
  }

  private HookCancelledException shown(HookCancelledException cause) {
    String message = masker().mask(String.valueOf(cause.getMessage()));
    return new HookCancelledException(message, null, cause.exitCode());
  }

  // ---- what went wrong

  /** Returns what goes wrong in the run. */
  Trouble trouble() {
    Trouble known = trouble;
    return known == null ? makeTrouble() : known;
  }

  private synchronized Trouble makeTrouble() {
    Trouble made = trouble == null ? new Trouble() : trouble;
    trouble = made;
    return made;
  }

  boolean isFatal() {
    Trouble known = trouble;
    return known != null && known.fatal() != null;
  }

  /** Returns what has failed so far and may not be ignored. */
  List<RunFailure> failures() {
    Trouble known = trouble;
    return known == null ? List.of() : known.failures();
  }

  Optional<Throwable> firstFailure() {
    return Optional.ofNullable(trouble).flatMap(Trouble::firstFailure);
  }

  @Override
  public void warn(String warning) {
    raise(masker().mask(warning));
  }

  private void raise(String shown) {
    trouble().add(shown);
    if (heard.hears(Heard.WARNING_RAISED)) {
      announce(new WarningRaised(listeners().run(), now(), shown));
    }
  }

  /** Warns, once in a run, of secrets that are too short to be masked well. */
  void warnOfShortSecrets(Masker masker) {
    for (String name : masker.shortNames()) {
      if (trouble().addShortSecret(name)) {
        raise(Masker.warningOf(name));
      }
    }
  }

  /** Turns what has failed since there were so many failures into warnings. */
  void ignoreSince(int count, String where) {
    String remark = " (" + where + " is ignored)";
    trouble()
        .removeSince(count)
        .forEach(failure -> warn(FailureText.remarked(failure.words(), remark)));
  }

  /** Returns the first failure, or the cancellation if that is all there is. */
  Throwable failureOrCancelled() {
    return firstFailure().orElseGet(this::cancelled);
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
    Trouble wrong = trouble;
    return new RunResult(
        id,
        input.name(),
        status,
        isDryRun(),
        phases,
        results,
        failures(),
        wrong == null ? List.of() : wrong.warnings(),
        clock,
        endNanos,
        masker(),
        status == RunStatus.CANCELLED ? cancelled() : null,
        wrong == null ? null : wrong.fatal());
  }
}
