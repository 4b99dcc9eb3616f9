package dev.hookline.shell;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** Puts together the words of a script's command. */
final class ScriptWords {
  private ScriptWords() {}

  /** Returns the words as a plan shows them, before anything is looked up. */
  static List<String> shown(ScriptSettings settings) {
    return ImmutableList.<String>builder()
        .addAll(settings.launcher)
        .addAll(settings.interpreter.words())
        .addAll(shownSource(settings.source))
        .addAll(settings.arguments)
        .build();
  }

  private static List<String> shownSource(ScriptSource source) {
    if (source instanceof ScriptSource.InFile in) {
      return List.of(in.file().toString());
    }
    return source instanceof ScriptSource.InWords in
        ? in.words()
        : List.of("-c", ((ScriptSource.InText) source).text());
  }
}
