package dev.hookline.core.ledger;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerEntry.Event;
import dev.hookline.core.ledger.text.KeyText;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** A key of a {@link FileLedger}, held by one run. */
final class FileClaim implements LedgerClaim {
  private final String runId;
  private final KeyLock lock;
  private final LedgerFile file;
  private final LedgerHistory found;
  private final Supplier<Instant> clock;
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

  FileClaim(String runId, KeyLock lock, LedgerFile file, Supplier<Instant> clock) {
    this.runId = runId;
    this.lock = lock;
    this.file = file;
    this.clock = clock;
    this.found = LedgerHistory.of(file.found());
    this.stage = cutOff().isPresent() ? Stage.OTHER_CUT_OFF : Stage.NOT_BEGUN;
  }

  @Override
  public Phase phase() {
    return file.phase();
  }

  @Override
  public OnceKey key() {
    return file.key();
  }

  @Override
  public Optional<LedgerEntry> done() {
    return found.done();
  }

  @Override
  public Optional<CutOffRun> cutOff() {
    return found.cutOff();
  }

  @Override
  public List<String> warnings() {
    return file.warnings();
  }

  @Override
  public synchronized void recordBegun(Optional<OnceKey> newState) {
    check(stage.canBegin(), Event.BEGUN);
    state = Objects.requireNonNull(newState, "state");
    record(Event.BEGUN, "");
    stage = Stage.BEGUN;
  }

  @Override
  public synchronized void recordSucceeded(String hook) {
    check(stage == Stage.BEGUN, Event.SUCCEEDED);
    record(Event.SUCCEEDED, checkHook(hook));
  }

  @Override
  public synchronized void recordUndone(String hook) {
    check(stage.canEnd(), Event.UNDONE);
    record(Event.UNDONE, checkHook(hook));
  }

  @Override
  public synchronized void recordNotUndone(String hook) {
    check(stage.canEnd(), Event.NOT_UNDONE);
    record(Event.NOT_UNDONE, checkHook(hook));
  }

  @Override
  public synchronized void recordDone() {
    check(stage == Stage.BEGUN, Event.DONE);
    record(Event.DONE, "");
    stage = Stage.NOT_BEGUN;
  }

  @Override
  public synchronized void recordFailed() {
    check(stage.canEnd(), Event.FAILED);
    record(Event.FAILED, "");
    stage = Stage.NOT_BEGUN;
  }

  @Override
  public synchronized void recordRollingBack() {
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
    Instant now = clock.get().truncatedTo(ChronoUnit.MILLIS);
    Optional<OnceKey> ofEntry =
        event == Event.BEGUN || event == Event.DONE ? state : Optional.empty();
    LedgerEntry entry = new LedgerEntry(phase(), key(), event, runId, now, hook, ofEntry);
    try {
      file.append(entry.encoded());
    } catch (IOException e) {
      String what = "\"" + event.word() + "\" of run " + runId + " cannot be recorded";
      throw LedgerException.cannot(what, file.path(), e);
    }
  }

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
      throw LedgerException.cannot(
          KeyText.words(phase(), key()) + " cannot be released", file.path(), e);
    }
  }

  @Override
  public String toString() {
    return KeyText.words(phase(), key()) + " held by run " + runId;
  }
}
