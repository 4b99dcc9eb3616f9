package dev.hookline.shell.script;

import dev.hookline.api.HookContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes what people see of a failed script: always the same parts in the same order. */
public final class FailureMessage {
  private static final int LINES = 20;

  private final HookContext context;
  private final String command;

  /** Writes about this command of this hook. */
  public FailureMessage(HookContext context, String command) {
    this.context = context;
    this.command = command;
  }

  /** Returns the message about a script that never ran. */
  public String notStarted(String why) {
    return context.hook() + " could not be started: " + why + parts(Optional.empty());
  }

  /** Returns the message about a script that ran. */
  public String ended(String how, Duration took) {
    return context.hook() + " " + how + parts(Optional.of(took));
  }

  private String parts(Optional<Duration> took) {
    StringBuilder text = new StringBuilder();
    text.append("\n  command:   ").append(command);
    text.append("\n  directory: ").append(context.directory());
    took.ifPresent(time -> text.append("\n  ran for:   ").append(readable(time)));
    took.ifPresent(time -> text.append(output()));
    return text.toString();
  }

  private String output() {
    List<String> lines = context.output().lastLines(LINES);
    if (lines.isEmpty()) {
      return "\n  output:    (none)";
    }
    return "\n  output, last lines:\n    " + String.join("\n    ", lines);
  }

  private static String readable(Duration time) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0) {
      return time.toMillis() + " ms";
    }
    if (time.compareTo(Duration.ofMinutes(1)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
    return time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }
}
