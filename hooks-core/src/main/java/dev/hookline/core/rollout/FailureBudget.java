package dev.hookline.core.rollout;

/**
 * How many targets of a {@link Rollout} may fail, over all its batches, before no more begin.
 * Immutable and thread-safe.
 */
public final class FailureBudget {
  private static final int ALL = 100;

  private final int number;
  private final boolean isPercent;

  private FailureBudget(int number, boolean isPercent) {
    this.number = number;
    this.isPercent = isPercent;
  }

  /**
   * Returns a budget that is used up when so many targets have failed.
   *
   * @param number at least 1
   * @throws IllegalArgumentException if it is less
   */
  public static FailureBudget failures(int number) {
    if (number < 1) {
      throw new IllegalArgumentException("failures must be at least 1, but are " + number);
    }
    return new FailureBudget(number, false);
  }

  /**
   * Returns a budget that is used up when so many percent of all targets have failed, those that
   * have not begun included.
   *
   * @param percent from 1 to 100
   * @throws IllegalArgumentException if it is not
   */
  public static FailureBudget percent(int percent) {
    if (percent < 1 || percent > ALL) {
      throw new IllegalArgumentException("percent must be from 1 to 100, but is " + percent);
    }
    return new FailureBudget(percent, true);
  }

  boolean isUsedUp(int failed, int targets) {
    return isPercent
        ? (long) failed * ALL >= (long) number * targets && failed > 0
        : failed >= number;
  }

  /** Returns for example {@code 5 failures} or {@code failures of 10% of the targets}. */
  @Override
  public String toString() {
    return isPercent
        ? "failures of " + number + "% of the targets"
        : number + (number == 1 ? " failure" : " failures");
  }
}
