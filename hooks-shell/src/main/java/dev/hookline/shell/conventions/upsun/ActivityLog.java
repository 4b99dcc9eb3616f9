package dev.hookline.shell.conventions.upsun;

import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookId;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookOutcome;
import dev.hookline.api.HookResult;
import dev.hookline.api.OutputLine;
import dev.hookline.api.Phase;
import dev.hookline.api.SkipReason;
import dev.hookline.shell.conventions.upsun.project.UpsunApp;
import java.io.PrintStream;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes what happens in the words of Upsun's activity log (U22, U23, U24). Lines of standard error
 * get the mark {@code W: }, which does not mean a failure; there are such lines if the hooks are
 * loaded with {@link UpsunHooks#separateStreams}.
 */
public final class ActivityLog implements HookListener {
  private static final int SHORT_ID = 7;

  private final PrintStream out;
  private final UpsunHooks hooks;
  private final String tree;

  private ActivityLog(UpsunHooks hooks, String tree, PrintStream out) {
    this.hooks = Objects.requireNonNull(hooks, "hooks");
    this.tree = tree;
    this.out = Objects.requireNonNull(out, "out");
  }

  /**
   * Returns a log of these hooks.
   *
   * @param hooks the hooks that the engine loads, or a copy of them with other settings
   * @param tree the id of the tree of files that is deployed
   * @param out where to write; not closed
   */
  public static ActivityLog of(UpsunHooks hooks, String tree, PrintStream out) {
    return new ActivityLog(hooks, tree.substring(0, Math.min(SHORT_ID, tree.length())), out);
  }

  @Override
  public void hookStarted(HookStarted event) {
    HookId hook = event.hook();
    if (is(hook, UpsunHooks.BUILD)) {
      building(hook);
      out.println("  Executing build hook...");
    } else if (is(hook, UpsunHooks.DEPLOY)) {
      out.println("  Executing deploy hook for application " + hook.name());
    } else if (is(hook, UpsunHooks.POST_DEPLOY)) {
      out.println("  Executing post deploy hook for application " + hook.name());
    }
  }

  private void building(HookId hook) {
    String type = hooks.ownerOf(hook).map(UpsunApp::type).orElse("");
    out.println(
        "Building application '"
            + hook.name()
            + "' (runtime type: "
            + type
            + ", tree: "
            + tree
            + ")");
  }

  private boolean is(HookId hook, Phase phase) {
    return hook.phase().equals(phase) && hooks.ownerOf(hook).isPresent();
  }

  @Override
  public void lineWritten(LineWritten event) {
    OutputLine line = event.line();
    if (hooks.ownerOf(line.hook()).isPresent()) {
      String mark = line.channel() == OutputLine.Channel.ERR ? "W: " : "";
      out.println("    " + mark + line.text());
    }
  }

  @Override
  public void hookFinished(HookFinished event) {
    HookResult result = event.result();
    if (!is(result.hook(), UpsunHooks.BUILD)) {
      return;
    }
    if (result.outcome() instanceof HookOutcome.Skipped skipped) {
      if (skipped.reason().cause() == SkipReason.Cause.DONE_ALREADY) {
        building(result.hook());
        out.println("  Reusing existing build for this tree ID");
      }
    } else if (result.outcome().isFailure()) {
      out.println("E: Error building project: " + why(result.outcome()) + " Aborted build.");
    }
  }

  private static String why(HookOutcome outcome) {
    Optional<HookExitException> exit =
        outcome
            .failure()
            .filter(HookExitException.class::isInstance)
            .map(HookExitException.class::cast);
    return outcome instanceof HookOutcome.TimedOut
        ? "The build hook timed out."
        : exit.map(e -> "The build hook failed with status code " + e.exitCode() + ".")
            .orElse("The build hook failed.");
  }
}
