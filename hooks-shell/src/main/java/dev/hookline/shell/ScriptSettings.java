package dev.hookline.shell;

import com.google.common.collect.ImmutableList;
import dev.hookline.api.HookContext;
import dev.hookline.shell.script.ScriptCommand;
import dev.hookline.shell.script.ScriptSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of a {@link ScriptHook}. Changed only while a new hook is being made from another
 * one, and by nobody after that.
 */
final class ScriptSettings implements Cloneable {
  final ScriptSource source;
  List<String> arguments = List.of();
  boolean runArguments = true;
  Interpreter interpreter = Interpreter.asTheFileSays();
  List<String> launcher = List.of();
  Stdin stdin = Stdin.empty();
  boolean separateStreams;
  BackgroundPolicy background = BackgroundPolicy.LEAVE;
  Duration settle = Duration.ofMillis(300);
  Optional<Path> log = Optional.empty();
  List<String> secretFiles = List.of();
  long outputLimit = Long.MAX_VALUE;

  ScriptSettings(ScriptSource source) {
    this.source = source;
  }

  /** Returns the command without the arguments of a run. */
  ScriptCommand command() {
    return command(List.of());
  }

  /** Returns the command in a run. */
  ScriptCommand command(HookContext context) {
    return command(runArguments ? context.arguments() : List.of());
  }

  private ScriptCommand command(List<String> more) {
    return new ScriptCommand(launcher, interpreter.words(), source, joined(arguments, more));
  }

  static List<String> joined(List<String> first, List<String> second) {
    return ImmutableList.<String>builder().addAll(first).addAll(second).build();
  }

  ScriptSettings copy() {
    try {
      return (ScriptSettings) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
