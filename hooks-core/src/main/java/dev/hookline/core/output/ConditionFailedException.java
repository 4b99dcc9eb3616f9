package dev.hookline.core.output;

import dev.hookline.api.Condition;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookSkippedException;

/** Says that a hook failed because one of its conditions threw. */
public final class ConditionFailedException extends Exception {
  private static final long serialVersionUID = 1;

  private ConditionFailedException(Condition condition, Throwable thrown) {
    super("its condition \"" + condition.words() + "\" threw " + FailureText.of(thrown), thrown);
  }

  /**
   * Asks a condition.
   *
   * @throws ConditionFailedException if it throws anything but that the hook is to be skipped
   */
  public static boolean isMet(Condition condition, HookContext context) throws Exception {
    try {
      return condition.isMet(context);
    } catch (HookSkippedException | VirtualMachineError itself) {
      throw itself;
    } catch (Throwable failure) {
      throw new ConditionFailedException(condition, failure);
    }
  }
}
