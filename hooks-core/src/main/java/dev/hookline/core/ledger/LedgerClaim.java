package dev.hookline.core.ledger;

import dev.hookline.api.OnceKey;
import java.util.Optional;

/**
 * A key of the ledger, held by one run alone until the claim is closed or the process dies.
 *
 * <p>It says what earlier runs recorded, as it was when the key was claimed, and records what this
 * run does. What a {@code record} method was asked for is on the disk when it returns, and leaves
 * no trace if it throws. Recording is not disturbed by an interrupt, which stays set.
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
 * the process ends. Implemented by Hookline. Thread-safe.
 */
public sealed interface LedgerClaim extends AutoCloseable permits FileClaim {

  /** Returns the key. */
  OnceKey key();

  /** Returns the entry of the run that had done all that this key stands for, if one had. */
  Optional<LedgerEntry> done();

  /** Returns the earlier run that had begun this key and came to no end, if there is one. */
  Optional<CutOffRun> cutOff();

  /**
   * Records that this run begins. From now on nothing that was recorded before counts: the key is
   * not done, and a run that was cut off has been dealt with.
   *
   * @throws LedgerException if it cannot be written
   * @throws IllegalStateException if this run has begun already, or the claim is closed
   */
  void recordBegun();

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
   * Releases the key. Does nothing the second time.
   *
   * @throws LedgerException if the operating system complains; the key is free nevertheless
   */
  @Override
  void close();
}
