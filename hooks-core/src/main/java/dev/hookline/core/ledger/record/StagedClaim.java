package dev.hookline.core.ledger.record;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.CutOffRun;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.LedgerException;
import dev.hookline.core.ledger.text.KeyText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A claim that knows what may be recorded next; where it is written is up to the ledger. */
public abstract class StagedClaim implements LedgerClaim {
  private final Phase phase;
  private final OnceKey key;
  private final String runId;
  private final LedgerHistory found;
  private Optional<OnceKey> state = Optional.empty();
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

    boolean canBegin() {
      return this == NOT_BEGUN || this == OTHER_CUT_OFF;
    }

    boolean canEnd() {
      return this == BEGUN || this == OTHER_CUT_OFF;
    }
  }

  /**
   * Creates the claim.
   *
   * @param found the entries of the key as they were when it was claimed
   */
  protected StagedClaim(Phase phase, OnceKey key, String runId, List<LedgerEntry> found) {
    this.phase = phase;
    this.key = key;
    this.runId = runId;
    this.found = LedgerHistory.of(found);
    this.stage = cutOff().isPresent() ? Stage.OTHER_CUT_OFF : Stage.NOT_BEGUN;
  }

  /**
   * Writes an entry, which is durable when this returns.
   *
   * @throws LedgerException if it cannot be written
   */
  protected abstract void write(Event event, String hook, Optional<OnceKey> stateOfEntry);

  /** Releases the key. */
  protected abstract void release();

  /** Returns the id of the run that holds the key. */
  protected final String runId() {
    return runId;
  }

  @Override
  public final Phase phase() {
    return phase;
  }

  @Override
  public final OnceKey key() {
    return key;
  }

  @Override
  public final Optional<LedgerEntry> done() {
    return found.done();
  }

  @Override
  public final Optional<CutOffRun> cutOff() {
    return found.cutOff();
  }

  @Override
  public final synchronized void recordBegun(Optional<OnceKey> newState) {
    check(stage.canBegin(), Event.BEGUN);
    state = Objects.requireNonNull(newState, "state");
    record(Event.BEGUN, "");
    stage = Stage.BEGUN;
  }

  @Override
  public final synchronized void recordSucceeded(String hook) {
    check(stage == Stage.BEGUN, Event.SUCCEEDED);
    record(Event.SUCCEEDED, checkHook(hook));
  }

  @Override
  public final synchronized void recordUndone(String hook) {
    check(stage.canEnd(), Event.UNDONE);
    record(Event.UNDONE, checkHook(hook));
  }

  @Override
  public final synchronized void recordNotUndone(String hook) {
    check(stage.canEnd(), Event.NOT_UNDONE);
    record(Event.NOT_UNDONE, checkHook(hook));
  }

  @Override
  public final synchronized void recordDone() {
    check(stage == Stage.BEGUN, Event.DONE);
    record(Event.DONE, "");
    stage = Stage.NOT_BEGUN;
  }

  @Override
  public final synchronized void recordFailed() {
    check(stage.canEnd(), Event.FAILED);
    record(Event.FAILED, "");
    stage = Stage.NOT_BEGUN;
  }

  @Override
  public final synchronized void recordRollingBack() {
    check(stage.canBegin(), Event.ROLLING_BACK);
    Optional<LedgerEntry> last = found.lastBegun();
    if (last.filter(begun -> begun.runId().equals(runId)).isEmpty()) {
      throw LedgerException.of(
          "run %s cannot roll back what it did for %s: %s"
              .formatted(
                  runId,
                  KeyText.words(phase(), key()),
                  last.map(begun -> "run " + begun.runId() + " has begun at " + begun.at())
                      .orElse("the ledger does not know it any more")));
    }
    record(Event.ROLLING_BACK, "");
    stage = Stage.BEGUN;
  }

  private void check(boolean allowed, Event event) {
    if (!allowed) {
      throw new IllegalStateException(
          "run %s cannot record \"%s\" for %s: %s"
              .formatted(runId, event.word(), KeyText.words(phase(), key()), stage.words));
    }
  }

  private static String checkHook(String hook) {
    if (Objects.requireNonNull(hook, "hook name").isEmpty()) {
      throw new IllegalArgumentException("the hook name is empty; give it its name");
    }
    return hook;
  }

  private void record(Event event, String hook) {
    boolean isOfAState = event == Event.BEGUN || event == Event.DONE;
    write(event, hook, isOfAState ? state : Optional.empty());
  }

  @Override
  public final synchronized void close() {
    if (stage != Stage.CLOSED) {
      stage = Stage.CLOSED;
      release();
    }
  }

  @Override
  public final String toString() {
    return KeyText.words(phase, key) + " held by run " + runId;
  }
}
