package dev.hookline.core.whatif;

import dev.hookline.api.HookResult;
import dev.hookline.api.RunStatus;
import dev.hookline.core.result.RunFailure;
import dev.hookline.core.result.RunResult;
import java.util.List;
import java.util.Objects;

/**
 * How a run would go. Immutable.
 *
 * @param status how it ends
 * @param results its hooks in the order in which they end
 * @param failures those that did not end well and may not be ignored, the first one first
 */
public record Course(RunStatus status, List<HookResult> results, List<HookResult> failures) {

  /** Copies the lists. */
  public Course {
    results = List.copyOf(results);
    failures = List.copyOf(failures);
  }

  static Course of(RunResult result) {
    List<HookResult> failures =
        result.failures().stream().map(RunFailure::result).filter(Objects::nonNull).toList();
    return new Course(result.status(), result.results(), failures);
  }
}
