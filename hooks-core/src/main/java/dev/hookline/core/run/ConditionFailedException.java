package dev.hookline.core.run;

import dev.hookline.api.Condition;
import dev.hookline.core.output.FailureText;

/** Says that a hook failed because one of its conditions threw. */
final class ConditionFailedException extends Exception {
  private static final long serialVersionUID = 1;

  ConditionFailedException(Condition condition, Throwable thrown) {
    super("its condition \"" + condition.words() + "\" threw " + FailureText.of(thrown), thrown);
  }
}
