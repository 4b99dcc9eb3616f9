package dev.hookline.core;

import dev.hookline.api.Environment;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookOutput;
import dev.hookline.api.KeptOutput;
import dev.hookline.api.LeftBehind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One hook at its turn in one run: what it sees, and what it leaves. */
final class HookCall implements HookContext {
  /** Shared and held for moments only: a lock that a hook can take could hold up the run. */
  private static final Object LOCK = new Object();

  private final HookRunner runner;
  private final @Nullable Lane lane;
  final Work work;
  int attempt = 1;
  long start;
  private @Nullable OutputCollector output;
  private @Nullable List<LeftBehind> leftBehind;
  @Nullable Deadline deadline;
  @Nullable Throwable thrown;

  /** What was thrown, as it may be shown. */
  @Nullable Throwable shown;

  boolean isAbandoned;
  private boolean ended; // not volatile: it costs every hook, and helps only one that goes on

  HookCall(HookRunner runner, Work work, @Nullable Lane lane) {
    this.runner = runner;
    this.work = work;
    this.lane = lane;
  }

  private Run run() {
    return runner.run;
  }

  @Override
  public HookId hook() {
    return work.id;
  }

  @Override
  public String runId() {
    return run().id();
  }

  @Override
  public int attempt() {
    return attempt;
  }

  @Override
  public List<String> arguments() {
    return run().request.arguments();
  }

  @Override
  public Map<String, String> environment() {
    return run().environment(work.spec.environment());
  }

  @Override
  public Path directory() {
    Path ofRun = run().request.directory();
    return work.spec.directory().map(own -> ofRun.resolve(own).normalize()).orElse(ofRun);
  }

  @Override
  public Optional<Duration> remaining() {
    Deadline nearest = deadline;
    return nearest == null
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, nearest.at() - System.nanoTime())));
  }

  @Override
  public Duration gracePeriod() {
    return work.spec.limits().gracePeriod().orElse(run().engine.gracePeriod());
  }

  long graceNanos() {
    return Work.toNanos(gracePeriod());
  }

  @Override
  public boolean isStopping() {
    return lane == null ? Thread.currentThread().isInterrupted() : lane.isStopping();
  }

  @Override
  public Optional<Throwable> failure() {
    return runner.firstFailure();
  }

  @Override
  public <T> Optional<T> get(HookKey<T> key) {
    return run().get(Objects.requireNonNull(key, "key"));
  }

  @Override
  public <T> void put(HookKey<T> key, T value) {
    checkNotEnded();
    run().put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
  }

  @Override
  public void export(String name, String value) {
    checkNotEnded();
    run().export(Environment.of(name, value));
  }

  @Override
  public void exportSecret(String name, String value) {
    checkNotEnded();
    run().export(Environment.empty().withSecret(name, value));
  }

  /** What was abandoned, or goes on in another thread, must not meddle with later hooks. */
  private void checkNotEnded() {
    if (ended) {
      throw new IllegalStateException(
          work.id + " has ended; nothing can be handed on any more, do it before the hook returns");
    }
  }

  @Override
  public HookOutput output() {
    OutputCollector collector = collector();
    if (ended) {
      collector.close(isAbandoned);
    }
    return collector;
  }

  private OutputCollector collector() {
    synchronized (LOCK) {
      OutputCollector collector = output == null ? new OutputCollector(run(), work.id) : output;
      output = collector;
      return collector;
    }
  }

  @Override
  public void leaveBehind(LeftBehind left) {
    LeftBehind shownLeft = masked(Objects.requireNonNull(left, "left behind"));
    synchronized (LOCK) {
      List<LeftBehind> list = leftBehind == null ? new ArrayList<>() : leftBehind;
      leftBehind = list;
      list.add(shownLeft);
    }
  }

  private LeftBehind masked(LeftBehind left) {
    return new LeftBehind(left.kind(), left.id(), run().masker().mask(left.description()));
  }

  /** Ends the output and returns what is out of the ordinary, if anything is. */
  HookRecord.@Nullable Detail detail(boolean wasTried) {
    ended = true;
    if (output == null && leftBehind == null && attempt == 1 && wasTried) {
      return null;
    }
    return wholeDetail(wasTried);
  }

  private HookRecord.Detail wholeDetail(boolean wasTried) {
    OutputCollector collector;
    List<LeftBehind> left;
    synchronized (LOCK) {
      collector = output;
      left = leftBehind == null ? List.of() : List.copyOf(leftBehind);
    }
    KeptOutput kept = collector == null ? KeptOutput.none() : collector.close(isAbandoned);
    return new HookRecord.Detail(wasTried ? attempt : attempt - 1, kept, left);
  }
}
