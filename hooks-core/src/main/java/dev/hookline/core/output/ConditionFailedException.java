package dev.hookline.core.output;

import dev.hookline.api.Condition;

/** Says that a hook failed because one of its conditions threw. */
public final class ConditionFailedException extends Exception {
  private static final long serialVersionUID = 1;

  /** Creates the exception for what a condition threw. */
  public ConditionFailedException(Condition condition, Throwable thrown) {
    super("its condition \"" + condition.words() + "\" threw " + FailureText.of(thrown), thrown);
  }
}
