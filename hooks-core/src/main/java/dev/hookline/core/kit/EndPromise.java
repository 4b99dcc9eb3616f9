package dev.hookline.core.kit;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookOutcome.Cancelled;
import dev.hookline.api.HookOutcome.Failed;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookResult;
import dev.hookline.api.Limit;
import dev.hookline.api.RunStatus;
import dev.hookline.core.WhatIf;
import dev.hookline.core.WhatIf.Mishap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The run ends as its policies say, in time, and keeps what went wrong first. */
final class EndPromise {
  private final KnownPlan plan;
  private final WhatIf outlook;
  private final List<String> problems = new ArrayList<>();

  private EndPromise(KnownPlan plan, WhatIf outlook) {
    this.plan = plan;
    this.outlook = outlook;
  }

  static List<String> problems(KnownPlan plan, WhatIf outlook) {
    EndPromise promise = new EndPromise(plan, outlook);
    Optional<HookResult> result = resultIn(outlook);
    if (result.isEmpty() || !promise.isAsAsked(result.get().outcome())) {
      promise.problems.add("outcome: " + outlook.hook() + " does not end as it was made to");
      return promise.problems;
    }
    promise.checkStatus();
    promise.checkFirst();
    promise.checkTime(result.get());
    return promise.problems;
  }

  static Optional<HookResult> resultIn(WhatIf outlook) {
    return outlook.results().stream()
        .filter(result -> result.hook().equals(outlook.hook()))
        .findFirst();
  }

  private boolean isAsAsked(HookOutcome outcome) {
    return switch (outlook.mishap()) {
      case FAILS -> outcome instanceof Failed;
      case TIMES_OUT -> outcome instanceof TimedOut;
      case IS_CANCELLED -> outcome instanceof Cancelled;
      case JVM_DIES -> false;
    };
  }

  /** A limit of the phase or of the run stands above the policy of a hook. */
  static boolean isIgnored(KnownPlan plan, WhatIf outlook) {
    if (outlook.mishap() == Mishap.IS_CANCELLED) {
      return false;
    }
    Optional<Limit> limit = limit(outlook);
    boolean ofHook = limit.isEmpty() || limit.get() == Limit.HOOK || limit.get() == Limit.ATTEMPT;
    boolean byHook = ofHook && plan.spec(outlook.hook()).onFailure() == FailurePolicy.IGNORE;
    boolean byPhase =
        limit.filter(each -> each == Limit.RUN).isEmpty()
            && plan.policy(outlook.hook().phase()) == FailurePolicy.IGNORE;
    return byHook || byPhase;
  }

  /** Returns which limit was reached, if one was. */
  static Optional<Limit> limit(WhatIf outlook) {
    return resultIn(outlook)
        .map(HookResult::outcome)
        .filter(TimedOut.class::isInstance)
        .map(outcome -> ((TimedOut) outcome).limit());
  }

  private void checkStatus() {
    RunStatus expected =
        outlook.mishap() == Mishap.IS_CANCELLED
            ? RunStatus.CANCELLED
            : isIgnored(plan, outlook) ? RunStatus.SUCCEEDED : RunStatus.FAILED;
    if (outlook.status() != expected) {
      problems.add(
          "status: the run ends as " + outlook.status().words() + ", not " + expected.words());
    }
  }

  private void checkFirst() {
    if (outlook.status() != RunStatus.SUCCEEDED
        && (outlook.failures().isEmpty()
            || !outlook.failures().get(0).hook().equals(outlook.hook()))) {
      problems.add("first failure: it is not that of " + outlook.hook());
    }
  }

  private void checkTime(HookResult result) {
    Optional<Duration> limit = plan.spec(outlook.hook()).timeout();
    if (limit.isPresent() && result.duration().compareTo(limit.get()) > 0) {
      problems.add("time: " + outlook.hook() + " works longer than its limit allows");
    }
  }
}
