package dev.hookline.core.journal;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.Durations;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which journals are kept when they are pruned: by default those of runs that can be resumed, and
 * of the others what {@link #of} and {@link #atMost} say. Immutable and thread-safe.
 *
 * <pre>{@code
 * journal.prune(Retention.of(Duration.ofDays(30)).andAtMost(1_000))
 * }</pre>
 */
@CheckReturnValue
public final class Retention {
  private final Optional<Duration> age;
  private final OptionalInt count;
  private final Optional<Duration> unfinishedAge;

  private Retention(Optional<Duration> age, OptionalInt count, Optional<Duration> unfinishedAge) {
    this.age = age;
    this.count = count;
    this.unfinishedAge = unfinishedAge;
  }

  /**
   * Returns the retention of runs for so long after their end.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public static Retention of(Duration age) {
    return new Retention(Optional.of(checked(age)), OptionalInt.empty(), Optional.empty());
  }

  /**
   * Returns the retention of the runs that ended last, no matter when.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public static Retention atMost(int count) {
    return new Retention(Optional.empty(), checked(count), Optional.empty());
  }

  /**
   * Returns this, but of no more runs than this, those that ended last.
   *
   * @throws IllegalArgumentException if the count is negative
   */
  public Retention andAtMost(int newCount) {
    return new Retention(age, checked(newCount), unfinishedAge);
  }

  /**
   * Returns this, but runs that could be resumed are kept only for so long after they began, and
   * can then not be resumed any more. What they left undone stays undone.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Retention unfinishedToo(Duration newUnfinishedAge) {
    return new Retention(age, count, Optional.of(checked(newUnfinishedAge)));
  }

  private static Duration checked(Duration age) {
    if (Objects.requireNonNull(age, "age").isNegative()) {
      throw new IllegalArgumentException(
          "retention must not be negative, but is " + Durations.words(age));
    }
    return age;
  }

  private static OptionalInt checked(int count) {
    if (count < 0) {
      throw new IllegalArgumentException(
          "the number of journals to keep must not be negative, but is " + count);
    }
    return OptionalInt.of(count);
  }

  /** Returns how long runs are kept after their end, if that is limited. */
  public Optional<Duration> age() {
    return age;
  }

  /** Returns how many runs that have ended are kept, if that is limited. */
  public OptionalInt count() {
    return count;
  }

  /** Returns how long runs that could be resumed are kept, if that is limited. */
  public Optional<Duration> unfinishedAge() {
    return unfinishedAge;
  }
}
