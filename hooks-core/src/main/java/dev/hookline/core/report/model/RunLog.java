package dev.hookline.core.report.model;

import dev.hookline.api.HookEvent.AttemptStarted;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.KeyAwaited;
import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookEvent.WarningRaised;
import dev.hookline.api.HookId;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookResult;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import dev.hookline.core.report.model.RecordedHook.LimitMark;
import dev.hookline.core.report.model.RecordedHook.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Records the events of one run, those that come one at a time. Keeps what happened and not the
 * lines of the output, of which the results have head and tail.
 */
public final class RunLog implements HookListener {
  private final RunStarted started;
  private final Map<Phase, PhaseLog> phases = new LinkedHashMap<>();
  private final Map<HookId, List<Wait>> waits = new HashMap<>();
  private final Map<HookId, List<LimitMark>> limits = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  /** What was heard of one phase. */
  private static final class PhaseLog {
    private @Nullable PhaseStarted started;
    private @Nullable PhaseFinished finished;
    private final List<RecordedPhase.KeyWait> keys = new ArrayList<>();
    private final List<HookFinished> hooks = new ArrayList<>();

    /** How many hooks belong to it that is ignored; what is undone later does not. */
    private int ignored;

    void finish(PhaseFinished event) {
      finished = event;
      ignored = event.isIgnored() ? hooks.size() : 0;
    }

    boolean isIgnored(int hook) {
      HookResult result = hooks.get(hook).result();
      return result.isIgnored() || (hook < ignored && result.outcome().isFailure());
    }

    RecordedPhase toPhase(String name, List<RecordedHook> recorded) {
      Duration duration =
          started == null || finished == null
              ? Duration.ZERO
              : Duration.between(started.time(), finished.time());
      return new RecordedPhase(
          name,
          Optional.ofNullable(started).map(PhaseStarted::time),
          duration,
          finished == null ? RunStatus.SKIPPED : finished.status(),
          finished != null && finished.isIgnored(),
          finished == null ? Optional.empty() : finished.failure(),
          recorded,
          List.copyOf(keys));
    }
  }

  /** Begins with the first event of the run. */
  public RunLog(RunStarted started) {
    this.started = started;
  }

  private PhaseLog log(Phase phase) {
    return phases.computeIfAbsent(phase, unknown -> new PhaseLog());
  }

  @Override
  public void phaseStarted(PhaseStarted event) {
    log(event.phase()).started = event;
  }

  @Override
  public void keyAwaited(KeyAwaited event) {
    log(event.phase())
        .keys
        .add(new RecordedPhase.KeyWait(event.time(), event.key().toString(), event.holder()));
  }

  @Override
  public void attemptStarted(AttemptStarted event) {
    event
        .remaining()
        .ifPresent(
            left ->
                add(limits, event.hook(), new LimitMark(event.attempt(), event.time().plus(left))));
  }

  @Override
  public void retryAwaited(RetryAwaited event) {
    add(waits, event.hook(), new Wait(event.attempt(), event.time(), event.delay()));
  }

  private static <T> void add(Map<HookId, List<T>> lists, HookId hook, T value) {
    lists.computeIfAbsent(hook, unknown -> new ArrayList<>()).add(value);
  }

  @Override
  public void hookFinished(HookFinished event) {
    log(event.result().hook().phase()).hooks.add(event);
  }

  @Override
  public void warningRaised(WarningRaised event) {
    warnings.add(event.warning());
  }

  @Override
  public void phaseFinished(PhaseFinished event) {
    log(event.phase()).finish(event);
  }

  /** Returns the run, with the last event of it. */
  public RecordedRun toRun(RunFinished finished) {
    Map<HookId, Integer> places = new HashMap<>();
    for (HookId hook : started.run().plan()) {
      places.put(hook, places.size() + 1);
    }
    List<RecordedPhase> recorded = new ArrayList<>();
    phases.forEach(
        (phase, log) ->
            recorded.add(
                log.toPhase(
                    phase.name(),
                    IntStream.range(0, log.hooks.size())
                        .mapToObj(hook -> toHook(log, hook, places))
                        .toList())));
    return new RecordedRun(
        started.run(),
        started.time(),
        Duration.between(started.time(), finished.time()),
        finished.status(),
        List.copyOf(recorded),
        List.copyOf(warnings));
  }

  private RecordedHook toHook(PhaseLog log, int number, Map<HookId, Integer> places) {
    HookResult result = log.hooks.get(number).result();
    HookId hook = result.hook();
    return new RecordedHook(
        places.getOrDefault(hook, 0),
        result,
        log.isIgnored(number),
        List.copyOf(waits.getOrDefault(hook, List.of())),
        List.copyOf(limits.getOrDefault(hook, List.of())));
  }
}
