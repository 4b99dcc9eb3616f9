package dev.hookline.core.input;

import dev.hookline.api.Hook;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.time.RunClock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One hook, or the undo of one, as the runner wants it: worked out once, with the plan. */
public final class Task {
  /** Which hook it is. */
  public final HookId id;

  /** What to run. */
  public final Hook hook;

  /** The spec of the hook, also for its undo. */
  public final HookSpec spec;

  /** The limit of an attempt, in nanoseconds. */
  public final long attemptLimit;

  /** The limit of the hook, in nanoseconds. */
  public final long hookLimit;

  /** Whether it has a limit of its own. */
  public final boolean isLimited;

  /** Whether it is never tried again. */
  public final boolean isTriedOnce;

  /** Whether it runs at the end, even after a cancellation. */
  public final boolean isCleanup;

  /** Whether conditions are asked before it runs; an undo follows its hook in any case. */
  public final boolean isConditional;

  /** Whether nothing is asked of it but to run, once: no limit, no condition, no retries. */
  public final boolean isPlain;

  /** What undoes it, if anything does. */
  public final @Nullable Task undo;

  private Task(HookId id, Hook hook, HookSpec spec, @Nullable Task undo) {
    this.id = id;
    this.hook = hook;
    this.spec = spec;
    this.undo = undo;
    this.attemptLimit = toNanos(spec.attemptTimeout());
    this.hookLimit = toNanos(spec.timeout());
    this.isLimited = Math.min(attemptLimit, hookLimit) < RunClock.UNLIMITED;
    this.isCleanup = id.kind().isCleanup();
    this.isConditional = id.kind() != HookKind.UNDO && !spec.conditions().isEmpty();
    this.isTriedOnce = spec.retry() == RetryPolicy.none();
    this.isPlain = isTriedOnce && !isLimited && !isConditional && !isCleanup;
  }

  /** Returns the task of a hook, with that of its undo. */
  static Task of(HookSpec spec) {
    Hook undo = spec.undo().orElse(null);
    HookId id = spec.id();
    Task undoing =
        undo == null
            ? null
            : new Task(new HookId(id.phase(), id.name(), HookKind.UNDO), undo, spec, null);
    return new Task(id, spec.hook(), spec, undoing);
  }

  /**
   * Returns a task with the policies and limits of this one that does nothing but what it is given
   * to do: no condition is asked.
   *
   * @param hook what to do
   * @param mayBeTriedAgain whether the retry policy holds
   */
  public Task stub(Hook hook, boolean mayBeTriedAgain) {
    return new Task(this, hook, isTriedOnce || !mayBeTriedAgain);
  }

  private Task(Task real, Hook hook, boolean isTriedOnce) {
    this.id = real.id;
    this.hook = hook;
    this.spec = real.spec;
    this.undo = real.undo == null ? null : new Task(real.undo, context -> {}, true);
    this.attemptLimit = real.attemptLimit;
    this.hookLimit = real.hookLimit;
    this.isLimited = real.isLimited;
    this.isCleanup = real.isCleanup;
    this.isConditional = false;
    this.isTriedOnce = isTriedOnce;
    this.isPlain = false;
  }

  private static long toNanos(Optional<Duration> limit) {
    return limit.isPresent() ? RunClock.toNanos(limit.get()) : RunClock.UNLIMITED;
  }
}
