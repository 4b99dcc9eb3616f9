package dev.hookline.core.console.story;

import dev.hookline.api.Durations;
import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.AttemptStarted;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.KeyAwaited;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookEvent.PartialLineWritten;
import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.WarningRaised;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.OutputPolicy;
import java.time.Instant;
import java.util.List;

/** Tells a run in lines. Used by one thread at a time. */
public final class Story implements HookListener {
  /** How far above the end a failure may stand and need not be said again. */
  private static final int NEAR = 5;

  private final RunFacts facts;
  private final Style style;
  private final Told told;
  private final HookLines hooks;

  /** Begins a story. */
  public Story(RunFacts facts, Style style) {
    this.facts = facts;
    this.style = style;
    this.told = new Told(facts, style);
    this.hooks = new HookLines(facts, style, told);
  }

  /** Returns the lines since the last call. */
  public List<String> take() {
    return told.take();
  }

  @Override
  public void event(HookEvent event) {
    told.at(event.time());
    event.passTo(this);
  }

  @Override
  public void phaseStarted(PhaseStarted event) {
    facts.note(event);
    told.phaseStarted(event.phase());
  }

  @Override
  public void keyAwaited(KeyAwaited event) {
    facts.note(event);
    if (!style.isDrawn()) {
      told.say("   " + Wording.waiting(event));
    }
  }

  @Override
  public void hookStarted(HookStarted event) {
    RunningHook hook = facts.note(event);
    if (style.options().isVerbose()) {
      hooks.announce(hook);
    }
  }

  @Override
  public void attemptStarted(AttemptStarted event) {
    facts.note(event);
  }

  @Override
  public void lineWritten(LineWritten event) {
    RunningHook hook = facts.running(event.line().hook());
    if (hook != null) {
      hook.wrote(event.line());
      hooks.line(hook, event.line(), event.time());
    }
  }

  @Override
  public void partialLineWritten(PartialLineWritten event) {
    RunningHook hook = facts.running(event.line().hook());
    if (hook != null) {
      hook.began(event.line(), event.time());
    }
  }

  @Override
  public void retryAwaited(RetryAwaited event) {
    facts.note(event);
    RunningHook hook = facts.running(event.hook());
    if (hook != null) {
      hooks.announce(hook);
      String next = event.delay().isZero() ? "at once" : "in " + Durations.measured(event.delay());
      told.say(
          "   "
              + hook.label
              + (": attempt " + event.attempt() + " failed, next one ")
              + next
              + (": " + Wording.firstLine(event.failure())));
    }
  }

  @Override
  public void hookFinished(HookFinished event) {
    RunningHook hook = facts.note(event);
    if (event.result().outcome() instanceof Skipped) {
      told.skipped(event.result());
    } else if (hook != null) {
      hooks.ended(hook, event.result());
    }
  }

  @Override
  public void warningRaised(WarningRaised event) {
    if (!facts.isOfIgnoredHook(event)) {
      told.sayAll(Wording.warning(event.warning()));
    }
  }

  @Override
  public void phaseFinished(PhaseFinished event) {
    facts.note(event);
    told.phaseFinished(event);
  }

  @Override
  public void runFinished(RunFinished event) {
    Ending ending = new Ending(facts, style);
    told.endSection();
    told.insist(isTold() ? ending.refusals() : ending.failures());
    boolean hasFailed = !facts.failures.isEmpty() || !facts.refusals.isEmpty();
    if (!style.options().isQuiet() || hasFailed) {
      told.insist(ending.counts(event));
    }
  }

  /** Returns whether the one failure stands right above, with all that there is to say. */
  private boolean isTold() {
    boolean isNear = told.linesSinceFailure() <= NEAR && facts.failures.size() == 1;
    boolean wasShown = !style.isDrawn() && !style.options().isQuiet();
    return isNear && wasShown && facts.failures.get(0).hook().output != OutputPolicy.ON_FAILURE;
  }

  /** Says what is due because time has passed, where nothing is drawn. */
  public void pass(Instant now) {
    told.at(now);
    hooks.pass(now);
    KeyAwaited awaited = facts.awaited();
    if (awaited != null && facts.isSignOfWaitDue(now)) {
      told.say("   still " + Wording.waiting(awaited));
    }
  }
}
