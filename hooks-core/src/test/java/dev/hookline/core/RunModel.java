package dev.hookline.core;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookKind;
import dev.hookline.api.RunStatus;
import dev.hookline.core.RandomRun.Act;
import dev.hookline.core.RandomRun.Part;
import dev.hookline.core.RandomRun.Planned;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run must come to: the tables and sentences of {@link HookEngine}, written down once more
 * in the plainest way, without time and without threads.
 */
final class RunModel {
  final List<String> results = new ArrayList<>();
  final Map<String, RunStatus> phases = new LinkedHashMap<>();
  final RunStatus status;
  int warnings;

  /** The failed hooks, and the message of each. */
  final List<String> failures = new ArrayList<>();

  private final List<String> messages = new ArrayList<>();
  private final Map<Part, Deque<Planned>> undoable = new HashMap<>();
  private int requests;

  /** How the phase that runs has gone so far. */
  private String abortedBy = "";

  private boolean isFailed;
  private boolean isCutShort;

  /** The message of the first failure; empty if there is none. */
  String failure() {
    if (!messages.isEmpty()) {
      return messages.get(0);
    }
    return status == RunStatus.CANCELLED ? "the run was cancelled" : "";
  }

  RunModel(RandomRun run) {
    Deque<Part> begun = new ArrayDeque<>();
    String stoppedBy = "";
    boolean isRunFailed = false;
    boolean isRunCancelled = false;
    for (Part stage : run.stages()) {
      if (stoppedBy.isEmpty() && requests > 0) {
        stoppedBy = "the run was cancelled";
        isRunCancelled = true;
      }
      if (!stoppedBy.isEmpty()) {
        skip(stage, stoppedBy);
        continue;
      }
      begun.push(stage);
      int failuresBefore = failures.size();
      RunStatus ended = run(stage);
      String what = (stage.isStep() ? "step \"" + stage.name() + "\"" : "phase " + stage.name());
      if (ended == RunStatus.CANCELLED) {
        stoppedBy = "the run was cancelled";
        isRunCancelled = true;
      } else if (ended == RunStatus.FAILED && stage.policy() == FailurePolicy.ABORT) {
        stoppedBy = what + " failed";
        isRunFailed = true;
      } else if (ended == RunStatus.FAILED && stage.policy() == FailurePolicy.CONTINUE) {
        isRunFailed = true;
      } else if (ended == RunStatus.FAILED) {
        ignoreSince(failuresBefore);
      }
    }
    if (stoppedBy.isEmpty() && !isRunFailed && requests > 0) {
      stoppedBy = "the run was cancelled";
      isRunCancelled = true;
    }
    if (!stoppedBy.isEmpty()) {
      begun.forEach(this::undoAll);
    }
    boolean isToCleanUp = !stoppedBy.isEmpty() || isRunFailed || requests > 0;
    if (!run.own().hooks().isEmpty()) {
      isRunFailed |= runOwn(run.own(), isToCleanUp) == RunStatus.FAILED;
    }
    if (isRunCancelled) {
      status = RunStatus.CANCELLED;
    } else if (isRunFailed) {
      status = RunStatus.FAILED;
    } else {
      status = requests > 0 ? RunStatus.CANCELLED : RunStatus.SUCCEEDED;
    }
  }

  private void skip(Part stage, String reason) {
    for (Planned hook : stage.hooks()) {
      results.add(hook.name() + " skipped: " + reason);
    }
    phases.put(stage.name(), RunStatus.SKIPPED);
  }

  private void ignoreSince(int mark) {
    warnings += failures.size() - mark;
    failures.subList(mark, failures.size()).clear();
    messages.subList(mark, messages.size()).clear();
  }

  // ---- one phase

  private RunStatus run(Part part) {
    begin(part);
    for (Planned hook : part.of(HookKind.ORDINARY)) {
      if (!abortedBy.isEmpty()) {
        results.add(hook.name() + " skipped: " + abortedBy);
      } else if (requests > 0) {
        results.add(hook.name() + " skipped: the run was cancelled");
        isCutShort = true;
      } else {
        callOrdinary(part, hook);
      }
    }
    boolean isToUndo = !abortedBy.isEmpty() || isCutShort || (requests > 0 && !isFailed);
    if (isToUndo) {
      undoAll(part);
    }
    cleanUp(part, isToUndo || isFailed, isToUndo);
    return end(part);
  }

  private RunStatus runOwn(Part own, boolean isToCleanUp) {
    begin(own);
    cleanUp(own, isToCleanUp, true);
    return end(own);
  }

  private void begin(Part part) {
    abortedBy = "";
    isFailed = false;
    isCutShort = false;
    undoable.put(part, new ArrayDeque<>());
  }

  private void cleanUp(Part part, boolean hasFailed, boolean isNothingUndone) {
    for (Planned hook : part.of(HookKind.ON_FAILURE)) {
      if (hasFailed) {
        callCleanup(hook.name(), hook.act(), hook.policy());
      } else {
        results.add(hook.name() + " skipped: nothing failed");
      }
    }
    for (Planned hook : part.of(HookKind.ALWAYS)) {
      boolean hasSucceeded = callCleanup(hook.name(), hook.act(), hook.policy());
      boolean isAllWell = !isNothingUndone && !isFailed && requests == 0;
      if (hasSucceeded && isAllWell && hook.undo() != null) {
        undoable.get(part).push(hook);
      }
    }
  }

  private RunStatus end(Part part) {
    RunStatus ended = requests > 0 ? RunStatus.CANCELLED : RunStatus.SUCCEEDED;
    if (isCutShort) {
      ended = RunStatus.CANCELLED;
    } else if (isFailed) {
      ended = RunStatus.FAILED;
    }
    phases.put(part.name(), ended);
    return ended;
  }

  private void undoAll(Part part) {
    Deque<Planned> newestFirst = undoable.get(part);
    while (!newestFirst.isEmpty()) {
      Planned hook = newestFirst.pop();
      callCleanup("undo " + hook.name(), hook.undo(), hook.policy());
    }
  }

  // ---- one hook

  private void callOrdinary(Part part, Planned hook) {
    requests += isCancelling(hook.act()) ? 1 : 0;
    switch (hook.act()) {
      case SUCCEED, FAIL_ONCE, CANCEL -> {
        results.add(hook.name() + " succeeded");
        if (hook.undo() != null) {
          undoable.get(part).push(hook);
        }
      }
      case SKIP -> results.add(hook.name() + " skipped: no need");
      case REFUSE -> results.add(hook.name() + " skipped: runs only never");
      case FAIL -> {
        if (fail(hook.name(), hook.policy()) && hook.policy() == FailurePolicy.ABORT) {
          String kind = hook.kind() == HookKind.STEP ? "step \"" : "hook \"";
          String phase = hook.kind() == HookKind.STEP ? "" : " (phase " + part.name() + ")";
          abortedBy = kind + hook.name() + "\"" + phase + " failed";
        }
      }
      case CANCEL_AND_FAIL, CANCEL_UNTIL_STOPPED -> {
        cancelled(hook.name(), hook.act());
        isCutShort = true;
      }
    }
  }

  private static boolean isCancelling(Act act) {
    return act == Act.CANCEL || act == Act.CANCEL_AND_FAIL || act == Act.CANCEL_UNTIL_STOPPED;
  }

  /** Returns whether it succeeded. A first cancellation stops no cleanup hook, another one does. */
  private boolean callCleanup(String name, Act act, FailurePolicy policy) {
    boolean isAnother = requests > 0;
    requests += isCancelling(act) ? 1 : 0;
    switch (act) {
      case SUCCEED, FAIL_ONCE, CANCEL -> {
        results.add(name + " succeeded");
        return true;
      }
      case SKIP -> results.add(name + " skipped: no need");
      case REFUSE -> results.add(name + " skipped: runs only never");
      case FAIL -> failInCleanup(name, policy);
      case CANCEL_AND_FAIL -> {
        if (isAnother) {
          cancelled(name, act);
        } else {
          failInCleanup(name, policy);
        }
      }
      case CANCEL_UNTIL_STOPPED -> {
        requests++;
        cancelled(name, act);
      }
    }
    return false;
  }

  private void failInCleanup(String name, FailurePolicy policy) {
    boolean wasFailed = isFailed;
    if (fail(name, policy)) {
      isCutShort |= !wasFailed && requests > 0; // the cancellation came first
    }
  }

  private void cancelled(String name, Act act) {
    results.add(name + " cancelled");
    failures.add(name + " cancelled");
    messages.add("the run was cancelled" + (act == Act.CANCEL_AND_FAIL ? "; " + BROKE : ""));
  }

  private static final String BROKE = "IllegalStateException: broke";

  /** Returns whether that counts. */
  private boolean fail(String name, FailurePolicy policy) {
    results.add(name + " failed");
    if (policy == FailurePolicy.IGNORE) {
      warnings++;
      return false;
    }
    isFailed = true;
    failures.add(name + " failed");
    messages.add("broke");
    return true;
  }
}
