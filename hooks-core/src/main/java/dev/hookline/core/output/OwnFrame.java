package dev.hookline.core.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the line of the user's own code at which something was thrown. */
final class OwnFrame {
  /** Who calls the user's code: what stands below them in a trace is the tool that runs hooks. */
  private static final Set<String> CALLERS =
      Set.of(
          "dev.hookline.core.run.Execution",
          "dev.hookline.core.SourceLoader",
          "dev.hookline.core.plugin.PluginSource",
          "dev.hookline.core.plugin.Providers",
          "dev.hookline.core.output.Listeners");

  private static final Pattern NOT_OWN =
      Pattern.compile("(java|javax|jdk|sun|com\\.sun|dev\\.hookline\\.(api|core|shell))\\..*");

  private OwnFrame() {}

  /**
   * Returns the last step within the user's own code, such as {@code
   * com.example.Tool.deploy(Tool.java:42)}: libraries that it calls are not its own.
   */
  static Optional<String> of(StackTraceElement[] trace) {
    List<StackTraceElement> steps = new ArrayList<>();
    for (StackTraceElement frame : trace) {
      if (CALLERS.contains(frame.getClassName())) {
        break;
      }
      if (!NOT_OWN.matcher(frame.getClassName()).matches()) {
        steps.add(frame);
      }
    }
    return steps.isEmpty() ? Optional.empty() : Optional.of(text(lastOwn(steps)));
  }

  /** The hook itself is the user's: so is what has the same first two parts of its package. */
  private static StackTraceElement lastOwn(List<StackTraceElement> steps) {
    StackTraceElement hook = steps.get(steps.size() - 1);
    for (StackTraceElement step : steps) {
      if (project(step).equals(project(hook))) {
        return step;
      }
    }
    return hook;
  }

  private static String project(StackTraceElement frame) {
    String name = frame.getClassName();
    int first = name.indexOf('.');
    int second = name.indexOf('.', first + 1);
    return name.substring(0, Math.max(0, second < 0 ? first : second));
  }

  /** Leaves out class loader and module. */
  private static String text(StackTraceElement frame) {
    return new StackTraceElement(
            frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber())
        .toString();
  }
}
