package dev.hookline.shell;

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

  ScriptSettings copy() {
    try {
      return (ScriptSettings) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
