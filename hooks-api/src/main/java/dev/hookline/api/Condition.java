package dev.hookline.api;

import java.util.Objects;

/**
 * Decides whether a hook runs, and says in words on what it depends. Immutable; thread-safe if its
 * test is.
 */
public final class Condition {
  private final String words;
  private final Test test;
  private final boolean free;

  /** The test of a condition. */
  @FunctionalInterface
  public interface Test {
    /**
     * Returns whether the hook is to run.
     *
     * @throws Exception if the answer cannot be found; the hook has then failed
     */
    boolean isMet(HookContext context) throws Exception;
  }

  private Condition(String words, Test test, boolean free) {
    this.words = Names.checkWords("condition", words);
    this.test = Objects.requireNonNull(test, "test");
    this.free = free;
  }

  /**
   * Returns a condition whose test may have effects. A dry run does not ask it.
   *
   * @param words completes "runs only …", such as {@code on production}
   */
  public static Condition of(String words, Test test) {
    return new Condition(words, test, false);
  }

  /** Returns a condition whose test only looks, so that a dry run asks it too. */
  public static Condition withoutEffects(String words, Test test) {
    return new Condition(words, test, true);
  }

  /** Returns the words. */
  public String words() {
    return words;
  }

  /** Returns whether the test only looks. */
  public boolean isWithoutEffects() {
    return free;
  }

  /**
   * Asks the test.
   *
   * @throws Exception if the answer cannot be found
   */
  public boolean isMet(HookContext context) throws Exception {
    return test.isMet(context);
  }

  /** Returns the words. */
  @Override
  public String toString() {
    return words;
  }
}
