package dev.hookline.core.run;

import dev.hookline.api.CutOffException;
import dev.hookline.api.HookTimeoutException;
import dev.hookline.api.RunStatus;
import dev.hookline.api.SkipReason;
import dev.hookline.api.SkipReason.Cause;
import dev.hookline.core.input.Once;
import dev.hookline.core.input.Task;
import dev.hookline.core.ledger.CutOffRun;
import dev.hookline.core.once.HeldKey;
import dev.hookline.core.once.KeyClaim;
import dev.hookline.core.output.MaskedFailure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the hooks of a phase unless the ledger says that it is done for its key, and rolls back
 * first what an earlier run left when it was cut off. A dry run walks the same way, but only looks
 * into the ledger.
 */
final class OncePhase {
  private final PhaseRunner hooks;
  private final PhaseState state;
  private final Run run;
  private final KeyClaim key;

  OncePhase(PhaseRunner hooks, Once once) {
    this.hooks = hooks;
    this.state = hooks.state;
    this.run = hooks.run;
    this.key = new KeyClaim(run.input, run.clock, run, hooks.tasks.phase, once);
    key.whenLost(state::skipAll);
  }

  void run() {
    HeldKey held = hold();
    if (held == null) {
      return;
    }
    try (held) {
      Optional<SkipReason> done = held.reasonToSkip();
      if (held.isDoneBy(run.id.toString())) {
        hooks.runHooks(); // before the process of this run died: all of it is in the journal
      } else if (done.isPresent()) {
        state.skipAll(done.get());
        hooks.runHooks();
      } else {
        run(held);
      }
    } finally {
      state.recordBy(null);
    }
  }

  private @Nullable HeldKey hold() {
    try {
      return run.isDryRun() ? key.look() : key.claim(run.id.toString(), 0, run.ordinaryDeadline);
    } catch (InterruptedException e) {
      interrupted();
      state.skipAll(PhaseRunner.CANCELLED);
      hooks.runHooks();
    } catch (Throwable failure) {
      failBeforeHooks(failure);
    }
    return null;
  }

  /** Blocking clears the flag when it throws: the interrupt is a request all the same. */
  private void interrupted() {
    run.takeInterrupt();
    if (!run.isCancelled()) {
      run.interrupted();
    }
  }

  private void failBeforeHooks(Throwable failure) {
    fail(failure);
    hooks.skipAll(new SkipReason(Cause.ABORTED, firstLine(failure)));
  }

  private void fail(Throwable failure) {
    state.failWithoutHook(failure);
    if (failure instanceof HookTimeoutException) {
      run.endTime();
    }
    if (failure instanceof VirtualMachineError error) {
      run.trouble().failFatally(error);
    }
  }

  private static String firstLine(Throwable failure) {
    return MaskedFailure.messageOf(failure).lines().findFirst().orElse("the ledger failed");
  }

  private void run(HeldKey held) {
    record(held);
    try {
      if (held.isLeftBy(run.id.toString())) {
        held.beginRollBack(); // what had succeeded before this run was resumed still counts
      } else if (isRolledBack(held)) {
        held.begin();
      } else {
        return;
      }
    } catch (Throwable failure) {
      failBeforeHooks(failure);
      return;
    }
    hooks.restartClock();
    hooks.runHooks();
    held.end(state.status() == RunStatus.SUCCEEDED && isComplete());
  }

  /** What ran without some of its hooks must not keep them from running next time. */
  private boolean isComplete() {
    List<String> missing = run.input.missingIn(hooks.tasks);
    if (!missing.isEmpty() && !run.isDryRun()) {
      run.warn(key + " does not count as done: the run left out " + String.join(", ", missing));
    }
    return missing.isEmpty();
  }

  /** What cannot be written down cannot be undone after a crash: nothing more may begin. */
  private void record(HeldKey held) {
    state.recordBy(held);
    held.onTrouble(
        failure -> {
          fail(failure);
          state.abort(firstLine(failure));
        });
  }

  /** Rolls back a run that was cut off, if there is one; false if that failed. */
  private boolean isRolledBack(HeldKey held) {
    Optional<CutOffRun> cutOff = held.cutOff();
    if (cutOff.isEmpty()) {
      return true;
    }
    hooks.setRecorded(false);
    rollBack(cutOff.get());
    hooks.setRecorded(true);
    held.settleCutOff();
    if (held.isOwing() || state.isFailed() || run.isCancelled()) {
      String why = "rolling back run " + cutOff.get().runId() + " failed";
      hooks.skip(hooks.tasks.ordinary, new SkipReason(Cause.ABORTED, why));
      return false;
    }
    state.cleanUpAfter(null);
    return true;
  }

  /** Does what the end of an aborted phase does, for a run that died. */
  private void rollBack(CutOffRun cutOff) {
    CutOffException failure = key.failureOf(cutOff);
    String first = run.isDryRun() ? "a run would roll it back first" : "it is rolled back first";
    run.warn(failure.getMessage() + "; " + first);
    state.cleanUpAfter(failure);
    cutOff.succeeded().forEach(this::addUndo);
    hooks.undo();
    hooks.cleanUp(hooks.tasks.onFailure);
    hooks.cleanUp(hooks.tasks.always);
  }

  private void addUndo(String name) {
    Optional<Task> undo =
        Stream.of(hooks.tasks.ordinary, hooks.tasks.always)
            .flatMap(Stream::of)
            .filter(task -> task.id.name().equals(name))
            .flatMap(task -> Stream.ofNullable(task.undo))
            .findFirst();
    if (undo.isPresent()) {
      state.undos().add(undo.get());
    } else {
      run.warn(
          "hook \""
              + name
              + "\" (phase "
              + hooks.tasks.phase
              + ") had succeeded, but has no undo any more; nothing is undone");
    }
  }

  /**
   * Undoes, and writes down, what the phase did and ended, because a later one was aborted. If the
   * ledger cannot say that, nothing is undone: it would call done what is not.
   */
  void rollBack() {
    run.takeInterrupt();
    int harmlessRequests = Math.max(1, run.cancellation.count());
    try (HeldKey held = key.claim(run.id.toString(), harmlessRequests, run.deadline)) {
      held.beginRollBack();
      record(held);
      hooks.undo();
      held.end(false);
      state.recordBy(null);
    } catch (InterruptedException e) {
      interrupted();
      run.warn("phase " + hooks.tasks.phase + " is not rolled back: the run was cancelled again");
      hooks.skip(state.undos().take().toArray(Task[]::new), PhaseRunner.CANCELLED);
    } catch (Throwable failure) {
      fail(failure);
      String why = "it is not rolled back: " + firstLine(failure);
      hooks.skip(state.undos().take().toArray(Task[]::new), new SkipReason(Cause.ABORTED, why));
    }
  }
}
