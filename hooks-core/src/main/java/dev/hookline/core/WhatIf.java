package dev.hookline.core;

import dev.hookline.api.HookId;
import dev.hookline.api.HookResult;
import dev.hookline.api.RunStatus;
import dev.hookline.core.secret.Masker;
import dev.hookline.core.whatif.Act;
import dev.hookline.core.whatif.Outlook;
import dev.hookline.core.whatif.OutlookJson;
import dev.hookline.core.whatif.OutlookText;
import java.util.List;

/**
 * What would happen if one hook did not end well and all others did; see {@link Plan#whatIf}.
 * Immutable and thread-safe.
 */
public final class WhatIf {
  private final Outlook outlook;
  private final Mishap mishap;
  private final Masker masker;

  /** What can happen while a hook runs. */
  public enum Mishap {
    /** The hook fails, on every attempt. */
    FAILS(Act.FAIL),
    /** The hook works until a limit stops it, on every attempt. */
    TIMES_OUT(Act.TIME_OUT),
    /** The run is cancelled, and the hook stops; one that cleans up, at the second request. */
    IS_CANCELLED(Act.CANCEL),
    /** The JVM dies; what is shown is the next run of the same request. */
    JVM_DIES(Act.DIE);

    private final Act act;

    Mishap(Act act) {
      this.act = act;
    }

    Act act() {
      return act;
    }
  }

  WhatIf(Outlook outlook, Mishap mishap, Masker masker) {
    this.outlook = outlook;
    this.mishap = mishap;
    this.masker = masker;
  }

  /** Returns the hook. */
  public HookId hook() {
    return outlook.hook();
  }

  /** Returns what happens while it runs. */
  public Mishap mishap() {
    return mishap;
  }

  /** Returns how the run would end; after the death of the JVM, the next run. */
  public RunStatus status() {
    return outlook.course().status();
  }

  /** Returns how the run would end if all went well. */
  public RunStatus statusIfAllWell() {
    return outlook.allWell().status();
  }

  /**
   * Returns all hooks, steps and undos in the order in which they would end or be skipped; after
   * the death of the JVM, those of the next run. Their times mean nothing.
   */
  public List<HookResult> results() {
    return outlook.course().results();
  }

  /** Returns those of the {@link #results} that are not as they would be if all went well. */
  public List<HookResult> differences() {
    return outlook.differences();
  }

  /**
   * Returns those of the {@link #results} that would have failed, timed out or been cancelled and
   * may not be ignored; the first one first.
   */
  public List<HookResult> failures() {
    return outlook.course().failures();
  }

  /** Returns the hooks that would have ended when the JVM dies; none for other mishaps. */
  public List<HookResult> endedBefore() {
    return outlook.ended();
  }

  /**
   * Returns those of the {@link #endedBefore} that had succeeded and that the next run would not
   * undo, because their phase has no key; see {@link HookRequest#once}.
   */
  public List<HookResult> notUndone() {
    return outlook.forgotten();
  }

  /** Returns it as a JSON document, described in {@code plan.md} in the documentation. */
  public String toJson() {
    return OutlookJson.of(outlook, mishap.name(), masker);
  }

  /** Returns for people what differs from the run in which all goes well, with secrets masked. */
  @Override
  public String toString() {
    return OutlookText.of(outlook, masker);
  }
}
