package dev.hookline.core.result;

import dev.hookline.api.HookResult;
import dev.hookline.core.output.FailureText;
import org.jspecify.annotations.Nullable;

/**
 * Something that failed in a run and may not be ignored. Immutable.
 *
 * @param result the hook that failed; null if it belongs to no hook, such as a failure of the
 *     ledger
 * @param cause why, with secrets masked
 */
public record RunFailure(@Nullable HookResult result, Throwable cause) {

  /** Returns the failure of a hook. */
  public static RunFailure of(HookResult result) {
    return new RunFailure(result, result.outcome().failure().orElseThrow());
  }

  /** Returns what failed and why; the first line says the most. */
  public String words() {
    return result == null ? FailureText.of(cause) : FailureText.of(result);
  }
}
