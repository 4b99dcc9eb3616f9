package dev.hookline.shell.script;

import java.nio.file.Path;
import java.util.List;

/** What a script hook runs. */
public sealed interface ScriptSource {

  /** A file, relative to the hook's directory. */
  record InFile(Path file) implements ScriptSource {}

  /** A program with its arguments. */
  record InWords(List<String> words) implements ScriptSource {
    /** Copies the words. */
    public InWords {
      words = List.copyOf(words);
    }
  }

  /** A text in the hook's own definition. */
  record InText(String text) implements ScriptSource {}
}
