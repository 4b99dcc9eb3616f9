package dev.hookline.shell.hooksfile.action;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookId;
import dev.hookline.api.LeftBehind;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.hooksfile.text.LateValues;
import dev.hookline.shell.hooksfile.text.Row;
import java.util.List;

/**
 * A hook with values that are known only when its turn comes.
 *
 * @param maker makes the hook
 * @param row the values of the matrix
 * @param late what the hook sees differently
 * @param description the command, with references instead of values
 */
record LateHook(ScriptMaker maker, Row row, LateValues late, String description) implements Hook {
  @Override
  public void run(HookContext context) throws Exception {
    HookContext seen = late.of(context);
    maker.hook(text -> text.with(row).resolved(seen.environment())).run(seen);
  }

  /** What a script had started is known without its values. */
  @Override
  public List<LeftBehind> endLeftBehind(String runId, HookId hook) {
    return ScriptHook.command("sh").endLeftBehind(runId, hook);
  }
}
