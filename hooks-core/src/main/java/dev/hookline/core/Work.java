package dev.hookline.core;

import dev.hookline.api.Hook;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the runner has to know of one hook, worked out once when the plan is made. */
final class Work {
  /** A limit that nobody set; far enough away that adding it to a time cannot overflow. */
  static final long UNLIMITED = Long.MAX_VALUE / 4;

  final HookId id;
  final Hook hook;
  final HookSpec spec;
  final long attemptLimit;
  final long hookLimit;
  final boolean isLimited;
  final boolean isTriedOnce;
  final boolean isCleanup;

  /** Whether conditions are asked before it runs; an undo follows its hook in any case. */
  final boolean isConditional;

  final @Nullable Work undo;

  private Work(HookId id, Hook hook, HookSpec spec, @Nullable Work undo) {
    this.id = id;
    this.hook = hook;
    this.spec = spec;
    this.undo = undo;
    this.attemptLimit = toNanos(spec.limits().attempt());
    this.hookLimit = toNanos(spec.limits().hook());
    this.isLimited = Math.min(attemptLimit, hookLimit) < UNLIMITED;
    this.isCleanup = id.kind().isCleanup();
    this.isConditional = id.kind() != HookKind.UNDO && !spec.conditions().isEmpty();
    this.isTriedOnce = spec.retry().equals(RetryPolicy.none());
  }

  static Work of(HookSpec spec) {
    Work undo =
        spec.undo()
            .map(
                hook ->
                    new Work(
                        new HookId(spec.phase(), spec.name(), HookKind.UNDO), hook, spec, null))
            .orElse(null);
    return new Work(spec.id(), spec.hook(), spec, undo);
  }

  private static long toNanos(Optional<Duration> limit) {
    return limit.isPresent() ? toNanos(limit.get()) : UNLIMITED;
  }

  static long toNanos(Duration duration) {
    return duration.compareTo(Duration.ofNanos(UNLIMITED)) >= 0 ? UNLIMITED : duration.toNanos();
  }
}
