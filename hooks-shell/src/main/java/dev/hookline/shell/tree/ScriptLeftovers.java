package dev.hookline.shell.tree;

import dev.hookline.api.HookId;
import dev.hookline.api.LeftBehind;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a hook had started in a run whose process died, and what is still running: it is known by
 * the variables that Hookline had given to it.
 */
public final class ScriptLeftovers {
  private static final Duration GRACE = Duration.ofSeconds(3);

  private ScriptLeftovers() {}

  /**
   * Ends it.
   *
   * @param patience how long it may take to end by itself; then it is asked to, and killed in the
   *     end
   * @return what was still running
   */
  public static List<LeftBehind> end(String runId, HookId hook, Duration patience) {
    List<String> variables =
        List.of(
            "HOOKLINE_RUN=" + runId,
            "HOOKLINE_PHASE=" + hook.phase().name(),
            "HOOKLINE_HOOK=" + hook.name());
    Map<Long, String> found = MarkedProcesses.awaitEnd(variables, patience);
    found.putAll(MarkedProcesses.end(variables, GRACE));
    return found.entrySet().stream()
        .map(process -> LeftBehind.process(process.getKey(), process.getValue()))
        .toList();
  }
}
