package dev.hookline.shell;

import dev.hookline.api.Hook;
import dev.hookline.api.HookId;
import dev.hookline.api.LeftBehind;
import dev.hookline.shell.tree.ScriptLeftovers;
import dev.hookline.shell.trust.TrustRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A hook that checks the files that it runs. */
abstract class TrustingHook implements Hook {
  /**
   * Returns the same hook with this rule, unless it has been given one already.
   *
   * @param checked what is found trusted by this rule right before the hook runs
   */
  abstract Hook orTrusting(TrustRule rule, List<Path> checked);

  /** What a script had started is known by the variables that Hookline had given to it. */
  @Override
  public List<LeftBehind> endLeftBehind(String runId, HookId hook) {
    return ScriptLeftovers.end(runId, hook, Duration.ZERO);
  }
}
