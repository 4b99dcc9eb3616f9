package dev.hookline.shell.hooksfile.action;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookDescription;
import dev.hookline.api.HookView;
import dev.hookline.shell.hooksfile.text.LateValues;
import dev.hookline.shell.hooksfile.text.MissingValueException;
import dev.hookline.shell.hooksfile.text.Row;

/** A hook with values that are known only when its turn comes. */
final class LateHook extends HookView {
  private final ScriptMaker maker;
  private final Row row;
  private final LateValues late;

  /**
   * Creates the hook.
   *
   * @param known the same hook with references instead of values
   * @param maker makes the hook
   * @param row the values of the matrix
   * @param late what the hook sees differently
   */
  LateHook(Hook known, ScriptMaker maker, Row row, LateValues late) {
    super(known);
    this.maker = maker;
    this.row = row;
    this.late = late;
  }

  @Override
  public void run(HookContext context) throws Exception {
    HookContext seen = late.of(context);
    maker.hook(text -> text.with(row).resolved(seen.environment())).run(seen);
  }

  /** An earlier hook may be about to hand over what has no value yet. */
  @Override
  public HookDescription describe(HookContext context) {
    try {
      return super.describe(late.of(context));
    } catch (MissingValueException e) {
      return super.describe(context);
    }
  }
}
