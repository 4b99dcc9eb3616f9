package dev.hookline.core.console.story;

import dev.hookline.api.HookEvent.AttemptStarted;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.KeyAwaited;
import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookEvent.WarningRaised;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookResult;
import dev.hookline.api.Phase;
import dev.hookline.api.RunInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a console knows of a run so far. */
public final class RunFacts {
  private static final String IGNORED = " (ignored)";
  private static final int MOST_NAMED = 5;

  /** Which run it is. */
  public final RunInfo run;

  private final Instant startedAt;
  final boolean isDryRun;

  /** How many hooks ended how. */
  public final Counts counts = new Counts();

  final CriticalPath path = new CriticalPath();

  /** The hooks that failed, and may not be ignored, in the order in which they ended. */
  public final List<Failure> failures = new ArrayList<>();

  /** The phases that failed without a hook of theirs, and are not ignored. */
  final List<PhaseFinished> refusals = new ArrayList<>();

  private final Map<HookId, RunningHook> running = new LinkedHashMap<>();
  private @Nullable KeyAwaited awaited;
  private Silence silence = new Silence(Instant.EPOCH);
  private String phase = "";

  /** A hook that failed, and when people see its output. */
  public record Failure(HookResult result, RunningHook hook) {
    private boolean isIn(Phase ended) {
      return result.outcome().isFailure() && result.hook().phase().equals(ended);
    }
  }

  /** Knows what a run says when it begins. */
  public RunFacts(RunStarted begun) {
    this.run = begun.run();
    this.startedAt = begun.time();
    this.isDryRun = begun.isDryRun();
  }

  void note(PhaseStarted event) {
    phase = Wording.label(run, event.phase());
    awaited = null;
  }

  void note(KeyAwaited event) {
    awaited = event;
    silence = new Silence(event.time());
  }

  RunningHook note(HookStarted event) {
    awaited = null;
    RunningHook hook = new RunningHook(event);
    running.put(hook.id, hook);
    return hook;
  }

  void note(AttemptStarted event) {
    RunningHook hook = running.get(event.hook());
    if (hook != null) {
      hook.attempt(event);
    }
  }

  void note(RetryAwaited event) {
    RunningHook hook = running.get(event.hook());
    if (hook != null) {
      hook.retry(event);
    }
  }

  /** Returns whether the warning only says that the failure of a running hook is ignored. */
  boolean isOfIgnoredHook(WarningRaised event) {
    String first = event.warning().lines().findFirst().orElse("");
    return first.endsWith(IGNORED)
        && running.keySet().stream().anyMatch(hook -> first.startsWith(run.masked(hook + " ")));
  }

  /** Returns the hook, if it began. */
  @Nullable RunningHook note(HookFinished event) {
    awaited = null;
    HookResult result = event.result();
    RunningHook hook = running.remove(result.hook());
    counts.add(result);
    if (result.attempts() > 0 && result.hook().kind() != HookKind.UNDO) {
      path.add(Wording.label(result.hook()), result);
    }
    if (hook != null && !result.isIgnored() && result.outcome().failure().isPresent()) {
      failures.add(new Failure(result, hook));
    }
    return hook;
  }

  void note(PhaseFinished event) {
    if (event.isIgnored()) {
      int before = failures.size();
      failures.removeIf(failure -> failure.isIn(event.phase()));
      counts.ignore(before - failures.size());
    } else if (event.failure().isPresent()) {
      refusals.add(event);
    }
  }

  @Nullable RunningHook running(HookId hook) {
    return running.get(hook);
  }

  /** Returns the hooks that run, in the order in which they began. */
  public Collection<RunningHook> running() {
    return running.values();
  }

  /** Returns the wait for a key of the ledger, if the run waits. */
  public @Nullable KeyAwaited awaited() {
    return awaited;
  }

  /** Returns whether the wait for a key needs a sign of life. */
  boolean isSignOfWaitDue(Instant now) {
    return awaited != null && silence.isSignDue(now);
  }

  /** Returns when the run began. */
  public Instant startedAt() {
    return startedAt;
  }

  /** Returns that the run is shown no longer, though it may continue. */
  public String shownNoLonger() {
    return run.masked(run.name() + " is shown no longer") + whatRuns(", it ran ");
  }

  /** Returns that the run was cut off. */
  public String cutOff() {
    return run.masked(run.name() + " was cut off") + whatRuns(" while it ran ");
  }

  private String whatRuns(String lead) {
    List<String> names = running.values().stream().map(hook -> hook.label).toList();
    int named = Math.min(names.size(), MOST_NAMED);
    String more = named < names.size() ? " and " + (names.size() - named) + " more" : "";
    return named == 0 ? "" : run.masked(lead + String.join(", ", names.subList(0, named)) + more);
  }

  /** Returns the name of the phase that runs. */
  public String phase() {
    return phase;
  }
}
