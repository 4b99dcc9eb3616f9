package dev.hookline.core.kit;

import dev.hookline.api.HookId;
import dev.hookline.core.WhatIf;
import dev.hookline.core.WhatIf.Mishap;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One hook and one thing that goes wrong with it; see {@link FailureCases}. Immutable and
 * thread-safe.
 */
public final class FailureCase {
  private final KnownPlan plan;
  private final HookId hook;
  private final Mishap mishap;
  private final Set<String> mayForget;

  FailureCase(KnownPlan plan, HookId hook, Mishap mishap, Set<String> mayForget) {
    this.plan = plan;
    this.hook = hook;
    this.mishap = mishap;
    this.mayForget = mayForget;
  }

  /** Returns for example {@code hook "migrate" (phase deploy) hangs}. */
  public String name() {
    return switch (mishap) {
      case FAILS -> hook + " fails";
      case TIMES_OUT -> hook + " hangs";
      case JVM_DIES -> "the JVM crashes while " + hook + " runs";
      case IS_CANCELLED -> "the run is cancelled while " + hook + " runs";
    };
  }

  /** Returns the hook. */
  public HookId hook() {
    return hook;
  }

  /** Returns what goes wrong. */
  public Mishap mishap() {
    return mishap;
  }

  /**
   * Returns what would happen, for checks of the tool's own.
   *
   * @throws IllegalArgumentException if the hook is to hang and has no limit
   */
  public WhatIf whatIf() {
    return plan.whatIf(hook, mishap);
  }

  /**
   * Checks the promises.
   *
   * @throws AssertionError if some would not be kept; the message names each, says what to do about
   *     it, and shows what would happen
   */
  public void check() {
    if (mishap == Mishap.TIMES_OUT && !plan.isLimited(hook)) {
      throw new AssertionError(
          hook
              + " has no limit: if it hangs, the run does not end; give it, its phase or the run"
              + " one, or allow it with mayHang(\""
              + hook.name()
              + "\")");
    }
    WhatIf outlook = whatIf();
    List<String> problems = problems(outlook);
    if (!problems.isEmpty()) {
      List<String> lines = new ArrayList<>(problems);
      lines.add(outlook.toString());
      throw new AssertionError(String.join(System.lineSeparator(), lines));
    }
  }

  private List<String> problems(WhatIf outlook) {
    List<String> problems = new ArrayList<>(OrderPromise.problems(plan, outlook));
    if (mishap == Mishap.JVM_DIES) {
      problems.addAll(ResumePromise.problems(plan, outlook, mayForget));
    } else {
      problems.addAll(EndPromise.problems(plan, outlook));
      problems.addAll(CleanupPromise.problems(plan, outlook));
    }
    return problems;
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name();
  }
}
