package dev.hookline.shell.remote;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.hookline.shell.script.ScriptCommand;
import dev.hookline.shell.script.ScriptSource;
import java.util.List;
import java.util.Optional;

/**
 * What runs elsewhere.
 *
 * @param launcher the client
 * @param text the script
 * @param interpreter what reads it there
 * @param arguments its fixed arguments
 * @param directory where it runs; empty for where the client puts it
 */
record RemoteScript(
    Launcher launcher,
    String text,
    List<String> interpreter,
    List<String> arguments,
    Optional<String> directory) {

  static RemoteScript of(Launcher launcher, String text) {
    return new RemoteScript(launcher, text, asTheTextSays(text), List.of(), Optional.empty());
  }

  /** There is no file there for the kernel to read its first line. */
  private static List<String> asTheTextSays(String text) {
    String line = text.lines().findFirst().orElse("");
    List<String> words =
        line.startsWith("#!")
            ? Splitter.on(' ').trimResults().omitEmptyStrings().splitToList(line.substring(2))
            : List.of();
    return words.isEmpty() ? List.of("sh") : words;
  }

  RemoteScript withArguments(List<String> words) {
    return new RemoteScript(launcher, text, interpreter, words, directory);
  }

  RemoteScript withInterpreter(List<String> words) {
    return new RemoteScript(launcher, text, words, arguments, directory);
  }

  RemoteScript withDirectory(String place) {
    return new RemoteScript(launcher, text, interpreter, arguments, Optional.of(place));
  }

  List<String> arguments(List<String> more) {
    return ImmutableList.<String>builder().addAll(arguments).addAll(more).build();
  }

  /** Returns the command on one line, as a plan and a message show it. */
  String shown(List<String> more) {
    ScriptSource source = new ScriptSource.InText(text);
    return launcher
        + " "
        + new ScriptCommand(List.of(), interpreter, source, arguments(more)).shown();
  }

  /** Returns the words with which a person does the same. */
  List<String> byHand(String name, List<String> more) {
    List<String> behind = ImmutableList.<String>builder().add(name).addAll(arguments(more)).build();
    return launcher.words(text, behind);
  }
}
