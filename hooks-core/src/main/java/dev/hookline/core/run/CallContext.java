package dev.hookline.core.run;

import dev.hookline.api.Environment;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookOutput;
import dev.hookline.api.KeptOutput;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.SkipReason;
import dev.hookline.core.input.Task;
import dev.hookline.core.output.OutputCollector;
import dev.hookline.core.result.MeasuredResult;
import dev.hookline.core.run.Deadlines.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One hook at its turn in one run: what it sees, and what it leaves. */
final class CallContext implements HookContext {
  /** Shared and held for moments only: a lock that a hook can take could hold up the run. */
  private static final Object LOCK = new Object();

  private final Scope scope;
  final Task task;

  /** The worker whose thread runs the hook; null on the calling thread. */
  final @Nullable Worker worker;

  /** When its turn came, by the clock of the run. */
  final long start;

  /** How many attempts have begun. */
  int attempts;

  /** How many requests to cancel do not stop this call; none stops an ordinary hook later. */
  private final short harmlessRequests;

  /** Whether listeners know that it has begun. */
  boolean isStarted;

  private boolean ended; // not volatile: it costs every hook, and helps only one that has returned

  private volatile @Nullable Rare rare;

  /** What all calls of a phase share. */
  record Scope(Run run, PhaseState state, Deadlines deadlines) {}

  /**
   * What only some hooks have: a hook that succeeds at once and writes nothing needs none of it.
   */
  static final class Rare {
    @Nullable OutputCollector output;
    @Nullable List<LeftBehind> leftBehind;
    @Nullable Deadline deadline;
    @Nullable Throwable thrown;

    /** What was thrown, as it may be shown. */
    @Nullable Throwable shown;

    /** Which condition said no, if one did. */
    @Nullable SkipReason refusal;

    boolean isAbandoned;
  }

  CallContext(Scope scope, Task task, @Nullable Worker worker, long start) {
    this.scope = scope;
    this.task = task;
    this.worker = worker;
    this.start = start;
    this.harmlessRequests = (short) Math.min(Short.MAX_VALUE, run().harmlessRequests(task));
  }

  private Run run() {
    return scope.run();
  }

  /** Returns what only some hooks have, for this one too. */
  Rare rare() {
    Rare known = rare;
    return known == null ? makeRare() : known;
  }

  private Rare makeRare() {
    synchronized (LOCK) {
      Rare known = rare == null ? new Rare() : rare;
      rare = known;
      return known;
    }
  }

  @Nullable Deadline deadline() {
    Rare known = rare;
    return known == null ? null : known.deadline;
  }

  /** Returns whether a cancellation is to stop this call. */
  boolean isCancelled() {
    return harmlessRequests == 0
        ? run().isCancelled()
        : run().cancellation.count() > harmlessRequests;
  }

  @Override
  public HookId hook() {
    return task.id;
  }

  @Override
  public String runId() {
    return run().id.toString();
  }

  @Override
  public int attempt() {
    return Math.max(1, attempts);
  }

  @Override
  public List<String> arguments() {
    return run().input.request().arguments();
  }

  @Override
  public Map<String, String> environment() {
    return run().values.environment(task.spec.environment());
  }

  @Override
  public Path directory() {
    Path ofRun = run().input.request().directory();
    return task.spec.directory().map(own -> ofRun.resolve(own).normalize()).orElse(ofRun);
  }

  @Override
  public Optional<Duration> remaining() {
    Deadline nearest = deadline();
    return nearest == null
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(Math.max(0, nearest.at() - run().clock.nanos())));
  }

  @Override
  public Duration gracePeriod() {
    return scope.deadlines().gracePeriod(task);
  }

  @Override
  public boolean isStopping() {
    return worker == null ? isCancelled() : worker.isStopping();
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.ofNullable(scope.state().firstFailure());
  }

  @Override
  public <T> Optional<T> get(HookKey<T> key) {
    return run().values.get(Objects.requireNonNull(key, "key"));
  }

  @Override
  public <T> void put(HookKey<T> key, T value) {
    checkNotEnded();
    run().values.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
  }

  @Override
  public void export(String name, String value) {
    checkNotEnded();
    run().values.export(Environment.of(name, value));
  }

  @Override
  public void exportSecret(String name, String value) {
    checkNotEnded();
    run().values.export(Environment.empty().withSecret(name, value));
  }

  /** What was abandoned, or continues in another thread, must not meddle with later hooks. */
  private void checkNotEnded() {
    if (ended) {
      throw new IllegalStateException(
          task.id
              + " has ended; nothing can be handed over any more, do it before the hook returns");
    }
  }

  @Override
  public HookOutput output() {
    OutputCollector collector = collector();
    if (ended) {
      collector.close(rare().isAbandoned);
    }
    return collector;
  }

  private OutputCollector collector() {
    Rare own = rare();
    synchronized (LOCK) {
      OutputCollector collector =
          own.output == null ? new OutputCollector(run(), task.id) : own.output;
      own.output = collector;
      return collector;
    }
  }

  @Override
  public void leaveBehind(LeftBehind left) {
    LeftBehind shownLeft = masked(Objects.requireNonNull(left, "left behind"));
    Rare own = rare();
    synchronized (LOCK) {
      checkNotEnded();
      List<LeftBehind> list = own.leftBehind == null ? new ArrayList<>() : own.leftBehind;
      own.leftBehind = list;
      list.add(shownLeft);
    }
  }

  private LeftBehind masked(LeftBehind left) {
    return new LeftBehind(left.kind(), left.id(), run().masker().mask(left.description()));
  }

  /** Ends the output and returns what is out of the ordinary, if anything is. */
  MeasuredResult.@Nullable Detail end(int usualAttempts) {
    ended = true;
    Rare known = rare;
    return known == null && attempts == usualAttempts ? null : detail(rare(), usualAttempts);
  }

  private MeasuredResult.@Nullable Detail detail(Rare own, int usualAttempts) {
    OutputCollector collector;
    List<LeftBehind> left;
    synchronized (LOCK) {
      collector = own.output;
      left = own.leftBehind == null ? List.of() : List.copyOf(own.leftBehind);
    }
    if (collector == null && left.isEmpty() && attempts == usualAttempts) {
      return null;
    }
    KeptOutput kept = collector == null ? KeptOutput.none() : collector.close(own.isAbandoned);
    return new MeasuredResult.Detail(attempts, kept, left);
  }
}
