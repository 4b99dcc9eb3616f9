package dev.hookline.core.ledger;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The key of a phase in the ledger, held by one run alone until the claim is closed or the process
 * dies.
 *
 * <p>It says what earlier runs recorded, as it was when the key was claimed, and records what this
 * run does. What a {@code record} method was asked for is on the disk when it returns, and leaves
 * no trace if it throws. Recording is not disturbed by an interrupt, which stays set.
 *
 * <pre>{@code
 * try (LedgerClaim claim = ledger.claim(phase, key, runId)) {
 *   if (claim.done().isEmpty()) {
 *     claim.cutOff().ifPresent(this::undo);
 *     claim.recordBegun(Optional.empty());
 *     for each hook: run it, then claim.recordSucceeded(hook);
 *     claim.recordDone();
 *   }
 * }
 * }</pre>
 *
 * <p>A claim that is closed after {@link #recordBegun} and before {@link #recordDone} or {@link
 * #recordFailed} leaves a run that was cut off, and so does one that is closed after {@link
 * #recordRollingBack} and before {@link #recordFailed}. A claim that is never closed holds its key
 * until the process ends, or until its lease does. Thread-safe.
 */
public interface LedgerClaim extends AutoCloseable {

  /** Returns the phase. */
  Phase phase();

  /** Returns its key. */
  OnceKey key();

  /** Returns the entry of the last run, if it had done all that this key stands for. */
  Optional<LedgerEntry> done();

  /** Returns the last run that had begun this key, if it came to no end. */
  Optional<CutOffRun> cutOff();

  /** Returns what was odd about the record, such as a last line that a crash cut short. */
  List<String> warnings();

  /**
   * Returns the fencing token: a number that is larger for each later holder of any key, with which
   * what a hook changes elsewhere can refuse an owner that was replaced. Empty for a ledger whose
   * keys cannot be lost, such as one of files.
   */
  OptionalLong token();

  /**
   * Sets what is to happen when the key is lost while it is held, because the lease of this run
   * ended: nothing can be recorded from then on. Called at most once, with the reason, on another
   * thread; at once if it is lost already.
   */
  void onLost(Consumer<String> reaction);

  /**
   * Records that this run begins. From now on nothing that was recorded before counts: the key is
   * not done, and a run that was cut off has been dealt with.
   *
   * @param state what the run is to bring about, if the key is that of a place whose state changes
   * @throws LedgerException if it cannot be written
   * @throws IllegalStateException if this run has begun already, or the claim is closed
   */
  void recordBegun(Optional<OnceKey> state);

  /**
   * Records that a hook of this run succeeded.
   *
   * @throws LedgerException if it cannot be written
   * @throws IllegalStateException if this run has not begun, or the claim is closed
   */
  void recordSucceeded(String hook);

  /**
   * Records that what a hook did was undone, so that it is not undone again: a hook of this run, or
   * before it begins a hook of the run that was cut off.
   *
   * @throws LedgerException if it cannot be written
   * @throws IllegalStateException if no run has begun, or the claim is closed
   */
  void recordUndone(String hook);

  /**
   * Records that the undo of a hook failed, was stopped or did not run. It stays among those that
   * are to be undone.
   *
   * @throws LedgerException if it cannot be written
   * @throws IllegalStateException if no run has begun, or the claim is closed
   */
  void recordNotUndone(String hook);

  /**
   * Records that this run has done all that the key stands for.
   *
   * @throws LedgerException if it cannot be written
   * @throws IllegalStateException if this run has not begun, or the claim is closed
   */
  void recordDone();

  /**
   * Records that this run, or before it begins the run that was cut off, has failed and that what
   * it left was cleaned up. The key is then not done, and no run is cut off.
   *
   * @throws LedgerException if it cannot be written
   * @throws IllegalStateException if no run has begun, or the claim is closed
   */
  void recordFailed();

  /**
   * Records, in one entry, that this run undoes what it did under an earlier claim, although it had
   * ended. The key is then not done, and what succeeded in this run and was not undone is to be
   * undone, by the next run if this one dies.
   *
   * @throws LedgerException if it cannot be written, or if another run has begun since
   * @throws IllegalStateException if this run has begun under this claim, or the claim is closed
   */
  void recordRollingBack();

  /**
   * Releases the key. Does nothing the second time.
   *
   * @throws LedgerException if the operating system complains; the key is free nevertheless
   */
  @Override
  void close();
}
