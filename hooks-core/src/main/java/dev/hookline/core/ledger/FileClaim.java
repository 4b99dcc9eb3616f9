package dev.hookline.core.ledger;

import dev.hookline.api.OnceKey;
import dev.hookline.core.ledger.LedgerEntry.Event;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** A key of a {@link FileLedger}, held by one run. */
final class FileClaim implements LedgerClaim {
  private final OnceKey key;
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

  FileClaim(OnceKey key, String runId, KeyLock lock, LedgerFile file, Supplier<Instant> clock) {
    this.key = key;
    this.runId = runId;
    this.lock = lock;
    this.file = file;
    this.clock = clock;
    this.stage = cutOff().isPresent() ? Stage.OTHER_CUT_OFF : Stage.NOT_BEGUN;
  }

  @Override
  public OnceKey key() {
    return key;
  }

  @Override
  public Optional<LedgerEntry> done() {
    return LedgerHistory.done(file.found());
  }

  @Override
  public Optional<CutOffRun> cutOff() {
    return LedgerHistory.cutOff(file.found());
  }

  @Override
  public synchronized void recordBegun() {
    check(stage == Stage.NOT_BEGUN || stage == Stage.OTHER_CUT_OFF, Event.BEGUN);
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

  @Override
  public String toString() {
    return "key \"" + key + "\" held by run " + runId;
  }
}
