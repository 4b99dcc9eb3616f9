package dev.hookline.core;

import dev.hookline.api.Environment;
import dev.hookline.api.HookKey;
import dev.hookline.api.HookResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The state of one run: what its hooks share, what was asked of it, what went wrong. */
final class Run {
  final HookEngine.Settings engine;
  final HookRequest request;
  final String name;
  final Events events;
  final HookRecord.Clock clock = HookRecord.Clock.start();

  final boolean isDryRun;
  private final boolean isLimited;

  /** When the run must end, by {@code nanoTime}; cleanup may use all of it. */
  final long deadline;

  /** When ordinary hooks must have ended, so that the reserve is left for cleanup. */
  final long ordinaryDeadline;

  /** The thread that decides; it is unparked whenever something happens elsewhere. */
  final Thread coordinator = Thread.currentThread();

  /** When the coordinator looks again by itself. */
  volatile long wakeAt;

  private final AtomicInteger cancelRequests;
  private int cancelsTaken;
  private volatile boolean cancelled;
  private volatile boolean outOfTime;
  private boolean restoreInterrupt;
  private final Masker firstMasker;
  private volatile @Nullable Masker laterMasker;
  private volatile @Nullable Environment exported;
  private volatile @Nullable Map<HookKey<?>, Object> values;
  private volatile @Nullable Environment base;
  private volatile @Nullable List<HookResult> failures;
  private volatile @Nullable List<String> warnings;
  private @Nullable String id;
  private volatile @Nullable Throwable otherFailure;
  private @Nullable VirtualMachineError fatal;

  Run(
      HookEngine.Settings engine,
      HookRequest request,
      String name,
      Masker masker,
      AtomicInteger cancelRequests) {
    this.engine = engine;
    this.request = request;
    this.name = name;
    this.firstMasker = masker;
    this.cancelRequests = cancelRequests;
    this.events = Events.of(engine, this::warn);
    Duration limit = request.limit();
    this.isLimited = limit != null;
    this.isDryRun = request.isDryRun();
    long nanos = limit == null ? Work.UNLIMITED : Work.toNanos(limit);
    this.deadline = clock.nanos() + nanos;
    long reserve = limit == null ? 0 : Work.toNanos(request.cleanupReserve());
    this.ordinaryDeadline = deadline - Math.min(nanos, reserve);
  }

  boolean isLimited() {
    return isLimited;
  }

  synchronized String id() {
    String known = id == null ? UUID.randomUUID().toString() : id;
    id = known;
    return known;
  }

  Masker masker() {
    Masker later = laterMasker;
    return later == null ? firstMasker : later;
  }

  // ---- cancellation: by the interrupt of the coordinator, or by a handle

  /** Takes what was asked since the last call; true if the running hooks are to be stopped. */
  boolean takeCancellation() {
    boolean asked = false;
    if (Thread.interrupted()) {
      restoreInterrupt = true;
      asked = true;
    }
    int requests = cancelRequests.get();
    if (requests != cancelsTaken) {
      cancelsTaken = requests;
      asked = true;
    }
    if (asked) {
      cancelled = true;
    }
    return asked;
  }

  /** Returns why the coordinator may not go on waiting for a key of the ledger, if it may not. */
  Optional<String> reasonToGiveUp() throws InterruptedException {
    if (takeCancellation()) {
      throw new InterruptedException("the run was cancelled");
    }
    if (isLimited() && System.nanoTime() - ordinaryDeadline >= 0) {
      endTime();
      Duration limit = Duration.ofNanos(ordinaryDeadline - clock.nanos());
      return Optional.of(
          "the run limit of " + limit + " was reached before the ledger's key was free");
    }
    return Optional.empty();
  }

  /** Notes that a hook on the coordinator's own thread was interrupted. */
  void interrupted() {
    restoreInterrupt = true;
    cancelled = true;
  }

  boolean isCancelled() {
    return cancelled;
  }

  void wakeCoordinator() {
    LockSupport.unpark(coordinator);
  }

  /** Gives the interrupt back to the caller and rethrows what no policy may hold up. */
  void end(RunReport report) {
    if (restoreInterrupt) {
      Thread.currentThread().interrupt();
    }
    VirtualMachineError error = fatal;
    if (error != null) {
      error.addSuppressed(new HookRunException(report));
      throw error;
    }
  }

  // ---- what went wrong

  synchronized void fail(HookResult result) {
    List<HookResult> list = failures == null ? new ArrayList<>() : failures;
    failures = list;
    list.add(result);
  }

  synchronized void failOtherwise(Throwable failure) {
    if (otherFailure == null) {
      otherFailure = failure;
    }
  }

  synchronized void failFatally(VirtualMachineError error) {
    if (fatal == null) {
      fatal = error;
    }
  }

  boolean isFatal() {
    return fatal != null;
  }

  /** Notes that the limit of the run was reached. */
  void endTime() {
    outOfTime = true;
  }

  boolean isOutOfTime() {
    return outOfTime;
  }

  synchronized void warn(String warning) {
    List<String> list = warnings == null ? new ArrayList<>() : warnings;
    warnings = list;
    list.add(masker().mask(warning));
  }

  /** How much had failed at some moment. */
  record Mark(int failures, @Nullable Throwable otherFailure) {}

  synchronized Mark mark() {
    return new Mark(failures == null ? 0 : failures.size(), otherFailure);
  }

  /** Turns what has failed since the mark into warnings, because the lifecycle ignores it. */
  synchronized void ignoreSince(Mark mark, String where) {
    String ignored = " (" + where + " is ignored)";
    List<HookResult> all = failures();
    all.subList(mark.failures(), all.size()).forEach(f -> warn(RunReport.describe(f) + ignored));
    failures = new ArrayList<>(all.subList(0, mark.failures()));
    if (otherFailure != null && otherFailure != mark.otherFailure()) {
      warn(MaskedFailure.messageOf(otherFailure) + ignored);
    }
    otherFailure = mark.otherFailure();
  }

  synchronized Optional<Throwable> firstFailure() {
    return failures == null || failures.isEmpty()
        ? Optional.ofNullable(otherFailure)
        : failures.get(0).outcome().failure();
  }

  List<HookResult> failures() {
    return failures == null ? List.of() : copyOfFailures();
  }

  private synchronized List<HookResult> copyOfFailures() {
    return List.copyOf(Objects.requireNonNull(failures));
  }

  List<String> warnings() {
    return warnings == null ? List.of() : copyOfWarnings();
  }

  private synchronized List<String> copyOfWarnings() {
    return List.copyOf(Objects.requireNonNull(warnings));
  }

  @Nullable Throwable otherFailure() {
    return otherFailure;
  }

  // ---- values and environment

  <T> Optional<T> get(HookKey<T> key) {
    Map<HookKey<?>, Object> own = values;
    Object value = own == null ? null : own.get(key);
    Object found = value == null ? request.attributes().get(key) : value;
    return Optional.ofNullable(found).map(key.type()::cast);
  }

  <T> void put(HookKey<T> key, T value) {
    ownValues().put(key, key.type().cast(value));
  }

  private synchronized Map<HookKey<?>, Object> ownValues() {
    Map<HookKey<?>, Object> own = values == null ? new ConcurrentHashMap<>() : values;
    values = own;
    return own;
  }

  synchronized void export(Environment layer) {
    exported = exported().overlaidBy(layer);
    laterMasker = masker().with(layer);
  }

  private Environment exported() {
    Environment handedOn = exported;
    return handedOn == null ? Environment.empty() : handedOn;
  }

  /** Returns what a hook with this layer of its own sees. */
  Map<String, String> environment(Environment own) {
    Environment handedOn = exported();
    Environment shared = base();
    if (own.variables().isEmpty() && handedOn.variables().isEmpty()) {
      return shared.overlaidBy(request.overrides()).variables();
    }
    return Collections.unmodifiableMap(
        shared.overlaidBy(own).overlaidBy(handedOn).overlaidBy(request.overrides()).variables());
  }

  private Environment base() {
    Environment known = base;
    if (known == null) {
      Environment inherited = engine.isInheriting() ? Environment.inherited() : Environment.empty();
      known = inherited.overlaidBy(engine.environment()).overlaidBy(request.environment());
      base = known;
    }
    return known;
  }
}
