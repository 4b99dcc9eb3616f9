package dev.hookline.core.ledger;

import dev.hookline.core.ledger.LedgerEntry.Event;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A key of the ledger, held by one run and by nobody else until the claim is closed or the process
 * dies.
 *
 * <p>It tells what earlier runs recorded, as it was when the key was claimed, and records what this
 * run does. Whatever a {@code record} method was asked for is on the disk when it returns, and
 * leaves no trace if it throws. Recording is not disturbed by an interrupt, which stays set.
 *
 * <pre>{@code
 * try (LedgerClaim claim = ledger.claim(key, runId)) {
 *   if (claim.done().isEmpty()) {
 *     claim.cutOff().ifPresent(this::undo);
 *     claim.recordBegun();
 *     for each hook: run it, then claim.recordSucceeded(hook);
 *     claim.recordDone();
 *   }
 * }
 * }</pre>
 *
 * <p>A claim that is closed after {@link #recordBegun} and before {@link #recordDone} or {@link
 * #recordFailed} leaves a run that was cut off. A claim that is never closed holds its key until
 * the process ends. Thread-safe.
 */
public final class LedgerClaim implements AutoCloseable {
  private final LedgerKey key;
  private final String runId;
  private final KeyLock lock;
  private final LedgerFile file;
  private final Supplier<Instant> clock;
  private Stage stage;

  private enum Stage {
    NOT_BEGUN("it has not begun"),
    OTHER_CUT_OFF("it has not begun"),
    BEGUN("it has begun already"),
    CLOSED("its claim is closed");

    private final String words;

    Stage(String words) {
      this.words = words;
    }

    boolean canEnd() {
      return this == BEGUN || this == OTHER_CUT_OFF;
    }
  }

  LedgerClaim(LedgerKey key, String runId, KeyLock lock, LedgerFile file, Supplier<Instant> clock) {
    this.key = key;
    this.runId = runId;
    this.lock = lock;
    this.file = file;
    this.clock = clock;
    this.stage = cutOff().isPresent() ? Stage.OTHER_CUT_OFF : Stage.NOT_BEGUN;
  }

  /** Returns the key. */
  public LedgerKey key() {
    return key;
  }

  /** Returns the entry of the run that had done all that this key stands for, if one had. */
  public Optional<LedgerEntry> done() {
    return LedgerHistory.done(file.found());
  }

  /** Returns the earlier run that had begun this key and came to no end, if there is one. */
  public Optional<CutOff> cutOff() {
    return LedgerHistory.cutOff(file.found());
  }

  /**
   * Records that this run begins. From now on nothing that was recorded before counts: the key is
   * not done, and a run that was cut off has been dealt with.
   *
   * @throws LedgerException if it cannot be written
   * @throws IllegalStateException if this run has begun already, or the claim is closed
   */
  public synchronized void recordBegun() {
    check(stage == Stage.NOT_BEGUN || stage == Stage.OTHER_CUT_OFF, Event.BEGUN);
    record(Event.BEGUN, "");
    stage = Stage.BEGUN;
  }

  /**
   * Records that a hook of this run succeeded.
   *
   * @throws LedgerException if it cannot be written
   * @throws IllegalStateException if this run has not begun, or the claim is closed
   */
  public synchronized void recordSucceeded(String hook) {
    check(stage == Stage.BEGUN, Event.SUCCEEDED);
    record(Event.SUCCEEDED, checkHook(hook));
  }

  /**
   * Records that what a hook did was undone, so that nobody undoes it again: a hook of this run, or
   * before it begins a hook of the run that was cut off.
   *
   * @throws LedgerException if it cannot be written
   * @throws IllegalStateException if no run has begun, or the claim is closed
   */
  public synchronized void recordUndone(String hook) {
    check(stage.canEnd(), Event.UNDONE);
    record(Event.UNDONE, checkHook(hook));
  }

  /**
   * Records that this run has done all that the key stands for.
   *
   * @throws LedgerException if it cannot be written
   * @throws IllegalStateException if this run has not begun, or the claim is closed
   */
  public synchronized void recordDone() {
    check(stage == Stage.BEGUN, Event.DONE);
    record(Event.DONE, "");
    stage = Stage.NOT_BEGUN;
  }

  /**
   * Records that this run, or before it begins the run that was cut off, has failed and that what
   * it left was cleaned up. The key is then not done, and no run is cut off.
   *
   * @throws LedgerException if it cannot be written
   * @throws IllegalStateException if no run has begun, or the claim is closed
   */
  public synchronized void recordFailed() {
    check(stage.canEnd(), Event.FAILED);
    record(Event.FAILED, "");
    stage = Stage.NOT_BEGUN;
  }

  private void check(boolean allowed, Event event) {
    if (!allowed) {
      throw new IllegalStateException(
          "run %s cannot record \"%s\" for key \"%s\": %s"
              .formatted(runId, event.word(), key, stage.words));
    }
  }

  private static String checkHook(String hook) {
    if (Objects.requireNonNull(hook, "hook name").isEmpty()) {
      throw new IllegalArgumentException("the hook name is empty; give it its name");
    }
    return hook;
  }

  private void record(Event event, String hook) {
    Instant now = clock.get().truncatedTo(ChronoUnit.MILLIS);
    try {
      file.append(new LedgerEntry(key, event, runId, now, hook).encoded());
    } catch (IOException e) {
      String what = "\"" + event.word() + "\" of run " + runId + " cannot be recorded";
      throw LedgerException.cannot(what, file.path(), e);
    }
  }

  /**
   * Sets the key free. Does nothing the second time.
   *
   * @throws LedgerException if the operating system complains; the key is free nevertheless
   */
  @Override
  public synchronized void close() {
    if (stage == Stage.CLOSED) {
      return;
    }
    stage = Stage.CLOSED;
    try (lock;
        file) {
      // both are closed, the file first
    } catch (IOException e) {
      throw LedgerException.cannot("key \"" + key + "\" cannot be set free", file.path(), e);
    }
  }

  /** Returns the key and the run. */
  @Override
  public String toString() {
    return "key \"" + key + "\" held by run " + runId;
  }
}
