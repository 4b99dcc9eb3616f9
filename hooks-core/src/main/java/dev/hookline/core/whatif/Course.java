package dev.hookline.core.whatif;

import dev.hookline.api.HookResult;
import dev.hookline.api.RunStatus;
import dev.hookline.core.result.RunResult;
import java.util.List;

/** How a run would go: its hooks in the order in which they end, and how it ends. Immutable. */
public record Course(RunStatus status, List<HookResult> results) {

  /** Copies the list. */
  public Course {
    results = List.copyOf(results);
  }

  static Course of(RunResult result) {
    return new Course(result.status(), result.results());
  }
}
