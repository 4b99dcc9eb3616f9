package dev.hookline.core.result;

import dev.hookline.api.Condition;
import dev.hookline.api.HookContext;
import dev.hookline.api.SkipReason;
import dev.hookline.core.input.Task;
import dev.hookline.core.output.FailureText;
import dev.hookline.core.secret.Masker;

/** What a dry run says of a hook that a run would call. */
public final class DryRun {
  private DryRun() {}

  /** Returns the story of a call whose conditions are met, as far as a dry run may ask them. */
  public static SkipReason reason(Task task, HookContext context, Masker masker) {
    StringBuilder story = new StringBuilder(described(task, context));
    if (task.isConditional) {
      for (Condition condition : task.spec.conditions()) {
        String answer = condition.isWithoutEffects() ? "yes" : "not asked";
        story.append("; ").append(condition.words()).append(": ").append(answer);
      }
    }
    return SkipReason.dryRun(masker.mask(story.toString()));
  }

  /** A hook that cannot describe itself may run all the same. */
  private static String described(Task task, HookContext context) {
    try {
      return task.hook.describe(context).toString();
    } catch (VirtualMachineError fatal) {
      throw fatal;
    } catch (Throwable failure) {
      return "a hook that cannot describe itself: " + FailureText.of(failure);
    }
  }
}
