package dev.hookline.core.console.story;

import dev.hookline.api.Durations;
import dev.hookline.api.HookEvent.KeyAwaited;
import dev.hookline.api.HookId;
import dev.hookline.api.HookKind;
import dev.hookline.api.HookResult;
import dev.hookline.api.Phase;
import dev.hookline.api.RunInfo;
import dev.hookline.core.console.terminal.SafeText;
import dev.hookline.core.output.FailureText;
import java.util.ArrayList;
import java.util.List;

/** How a console words what it shows. All of it is safe to show. */
public final class Wording {
  /** What stands before further lines of a failure. */
  static final String INDENT = "     ";

  /** The section of a failure of a script that repeats what it wrote. */
  private static final String OUTPUT = "  output";

  private Wording() {}

  /** Returns what a hook is called. */
  public static String label(HookId hook) {
    return hook.kind() == HookKind.UNDO ? "undo of " + hook.name() : hook.name();
  }

  /** The hooks of a lifecycle itself stand in a phase of its name. */
  static String label(RunInfo run, Phase phase) {
    boolean isOwn = phase.name().equals(run.name()) && isLifecycle(run);
    return (isOwn ? "end of " : "") + phase;
  }

  static boolean isLifecycle(RunInfo run) {
    return run.plan().stream().anyMatch(hook -> !hook.phase().name().equals(run.name()));
  }

  /**
   * Returns for example {@code migrate failed (0.1 s, 2 attempts)}.
   *
   * @param isMarked whether a symbol says already that a hook succeeded
   */
  static String ended(HookResult result, boolean isMarked) {
    String attempts = result.attempts() > 1 ? ", " + result.attempts() + " attempts" : "";
    boolean isSaid = isMarked && result.outcome().isSuccess();
    return label(result.hook())
        + (isSaid ? "" : " " + result.outcome())
        + (result.isIgnored() ? ", ignored" : "")
        + (" (" + Durations.measured(result.duration()) + attempts + ")");
  }

  /** Returns for example {@code waits for key "deploy", held by run 6d8b…}. */
  public static String waiting(KeyAwaited event) {
    return safe("waits for key \"" + event.key() + "\", held by " + event.holder());
  }

  /** Returns the lines of a warning; what it ignores has been told. */
  static List<String> warning(String text) {
    String first = text.strip().lines().findFirst().orElse("");
    return first.endsWith(" is ignored)") ? List.of("!! " + safe(first)) : indented("!! ", text);
  }

  /** Returns the first line of a failure. */
  static String firstLine(Throwable failure) {
    return lines(failure).get(0);
  }

  /** Returns the lines of a failure; at least one. */
  static List<String> lines(Throwable failure) {
    List<String> lines = FailureText.of(failure).strip().lines().map(Wording::safe).toList();
    return lines.isEmpty() ? List.of("") : lines;
  }

  /**
   * Returns why a hook failed: the first line without what is said of the hook anyway, then the
   * others.
   *
   * @param hasOutput whether the section that repeats the output is wanted
   */
  public static List<String> reason(HookResult result, boolean hasOutput) {
    String text = result.outcome().failure().map(FailureText::of).orElse("").strip();
    String hook = result.hook() + " ";
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (!hasOutput && line.startsWith(OUTPUT)) {
        return lines;
      }
      lines.add(lines.isEmpty() ? withoutHook(safe(line), hook) : safe(line));
    }
    return lines;
  }

  private static String withoutHook(String line, String hook) {
    String rest = line.replace(hook, "");
    return rest.startsWith("failed ") ? rest.replaceFirst("failed (with )?", "") : rest;
  }

  private static String safe(String line) {
    return SafeText.of(line, false);
  }

  private static List<String> indented(String first, String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.strip().lines().toList()) {
      lines.add((lines.isEmpty() ? first : INDENT) + safe(line.stripTrailing()));
    }
    return lines;
  }
}
