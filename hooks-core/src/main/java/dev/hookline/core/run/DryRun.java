package dev.hookline.core.run;

import dev.hookline.api.Condition;
import dev.hookline.api.SkipReason;
import dev.hookline.core.output.FailureText;
import dev.hookline.core.secret.Masker;

/** What a dry run says of a hook that a run would call. */
final class DryRun {
  private DryRun() {}

  /** Returns the story of a call whose conditions are met, as far as a dry run may ask them. */
  static SkipReason reason(CallContext call, Masker masker) {
    StringBuilder story = new StringBuilder(described(call));
    if (call.task.isConditional) {
      for (Condition condition : call.task.spec.conditions()) {
        String answer = condition.isWithoutEffects() ? "yes" : "not asked";
        story.append("; ").append(condition.words()).append(": ").append(answer);
      }
    }
    return SkipReason.dryRun(masker.mask(story.toString()));
  }

  /** A hook that cannot describe itself may run all the same. */
  private static String described(CallContext call) {
    try {
      return call.task.hook.describe(call).toString();
    } catch (VirtualMachineError fatal) {
      throw fatal;
    } catch (Throwable failure) {
      return "a hook that cannot describe itself: " + FailureText.of(failure);
    }
  }
}
