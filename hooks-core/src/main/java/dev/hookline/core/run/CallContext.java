package dev.hookline.core.run;

import dev.hookline.api.Environment;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookOutput;
import dev.hookline.api.LeftBehind;
import dev.hookline.core.input.RunRecord;
import dev.hookline.core.input.Task;
import dev.hookline.core.output.OutputCollector;
import dev.hookline.core.output.Printable;
import dev.hookline.core.result.ByHand;
import dev.hookline.core.result.MeasuredResult;
import dev.hookline.core.run.Deadlines.Deadline;
import dev.hookline.core.secret.Masker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One hook at its turn in one run: what it sees, and what it leaves. To its output it says whether
 * the hook was to end.
 */
final class CallContext implements HookContext, BooleanSupplier {
  private static final String FENCING_TOKEN = "HOOKLINE_FENCING_TOKEN";

  private final Scope scope;
  final Task task;

  /** When its turn came, by the clock of the run; later by what listeners of its beginning took. */
  long start;

  /** How many attempts have begun. */
  int attempts;

  /** How many requests to cancel do not stop this call; none stops an ordinary hook later. */
  private final short harmlessRequests;

  /** Whether listeners know that it has begun. */
  boolean isStarted;

  private boolean ended; // not volatile: it costs every hook, and helps only one that has returned

  private volatile @Nullable CallDetail rare;

  /** What all calls of a phase share that the same thread makes. */
  interface Scope {
    Run run();

    PhaseState state();

    Deadlines deadlines();

    /** Returns the worker whose thread it is; null for the calling thread. */
    @Nullable Worker worker();
  }

  CallContext(Scope scope, Task task, long start) {
    this.scope = scope;
    this.task = task;
    this.start = start;
    this.harmlessRequests = (short) Math.min(Short.MAX_VALUE, harmlessRequests(run(), task));
  }

  /** The first request stops no cleanup hook, and none that was made before it began does. */
  private static int harmlessRequests(Run run, Task task) {
    return task.isCleanup ? Math.max(1, run.cancellation.count()) : 0;
  }

  Run run() {
    return scope.run();
  }

  /** Returns the worker whose thread runs the hook; null on the calling thread. */
  @Nullable Worker worker() {
    return scope.worker();
  }

  /** Returns what only some hooks have, for this one too. */
  CallDetail rare() {
    CallDetail known = rare;
    return known == null ? makeRare() : known;
  }

  private CallDetail makeRare() {
    synchronized (CallDetail.LOCK) {
      CallDetail known = rare == null ? new CallDetail() : rare;
      rare = known;
      return known;
    }
  }

  /** Sets the first deadline, while the call is known to this thread only and needs no lock. */
  void limit(@Nullable Deadline first) {
    CallDetail own = new CallDetail();
    own.deadline = first;
    rare = own;
  }

  /** Has its time begin later, before it is entered: something else has taken this long. */
  void startLater(long nanos) {
    start += nanos;
    CallDetail known = rare;
    if (known != null && known.deadline != null) {
      known.deadline = scope.deadlines().ofAttempt(task, start, start);
    }
  }

  @Nullable Deadline deadline() {
    CallDetail known = rare;
    return known == null ? null : known.deadline;
  }

  /** Returns whether a cancellation is to stop this call. */
  boolean isCancelled() {
    return harmlessRequests == 0
        ? run().isCancelled()
        : run().cancellation.count() > harmlessRequests;
  }

  /** Returns whether the call was to end: it was cancelled, or has reached a limit. */
  boolean isTimeUp() {
    Deadline nearest = deadline();
    return isCancelled() || (nearest != null && nearest.isReached(run().clock.nanos()));
  }

  @Override
  public boolean getAsBoolean() {
    return isTimeUp();
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
    Environment own = task.spec.environment();
    OptionalLong token = fencingToken();
    return run()
        .values()
        .environment(
            token.isEmpty() ? own : own.with(FENCING_TOKEN, String.valueOf(token.getAsLong())));
  }

  @Override
  public OptionalLong fencingToken() {
    return scope.state().fencingToken();
  }

  @Override
  public Path directory() {
    Path ofRun = run().input.request().directory();
    Optional<Path> own = task.spec.directory();
    return own.isEmpty() ? ofRun : ofRun.resolve(own.get()).normalize();
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
    Worker worker = worker();
    return worker == null ? isCancelled() : worker.isStopping();
  }

  @Override
  public Optional<Throwable> failure() {
    Optional<Throwable> ofPhase = Optional.ofNullable(scope.state().firstFailure());
    return task.id.kind() == HookKind.STEP ? ofPhase.or(run()::firstFailure) : ofPhase;
  }

  @Override
  public <T> Optional<T> get(HookKey<T> key) {
    return run().values().get(Objects.requireNonNull(key, "key"));
  }

  @Override
  public <T> void put(HookKey<T> key, T value) {
    checkNotEnded();
    run().values().put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
    note(key.name(), Optional.empty());
  }

  @Override
  public void export(String name, String value) {
    checkNotEnded();
    run().values().export(Environment.of(name, value));
    note(name, Optional.of(value));
  }

  private void note(String handedOver, Optional<String> value) {
    RunRecord record = run().input.record();
    if (record != null) {
      record.exported(task.id, handedOver, value);
    }
  }

  @Override
  public void exportSecret(String name, String value) {
    checkNotEnded();
    Environment layer = Environment.empty().withSecret(name, value);
    run().values().export(layer);
    run().warnOfShortSecrets(Masker.NONE.with(layer));
    note(name, Optional.empty());
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
    CallDetail own = rare();
    OutputCollector collector = own.output(run(), task.id, this);
    if (ended) {
      collector.close(own.isAbandoned);
    }
    return collector;
  }

  @Override
  public void leaveBehind(LeftBehind left) {
    Objects.requireNonNull(left, "left behind");
    String description = Printable.line(run().masker().mask(left.description()));
    CallDetail own = rare();
    synchronized (CallDetail.LOCK) {
      checkNotEnded();
      own.add(new LeftBehind(left.kind(), left.id(), description));
    }
  }

  @Override
  public void warn(String warning) {
    checkNotEnded();
    run().warn(Objects.requireNonNull(warning, "warning"));
  }

  @Override
  public void byHand(Path place, List<String> words, Map<String, String> variables) {
    rare().byHand = new ByHand(place, words, variables);
  }

  @Override
  public void postMortem(List<String> lines) {
    rare().postMortem = List.copyOf(lines);
  }

  /** Ends the output and returns what is out of the ordinary, if anything is. */
  MeasuredResult.@Nullable Detail end(int usualAttempts, boolean hasFailed) {
    ended = true;
    CallDetail known = rare;
    if (known == null && attempts == usualAttempts) {
      return null;
    }
    CallDetail own = rare();
    own.keepByHand(hasFailed ? run().masker() : null);
    return own.end(attempts, usualAttempts);
  }
}
