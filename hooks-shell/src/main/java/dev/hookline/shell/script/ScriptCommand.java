package dev.hookline.shell.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is to be executed, before anything is looked up.
 *
 * @param launcher words before all others; empty if there is no launcher
 * @param interpreter the program that reads the script and its arguments; empty if the script
 *     decides
 * @param source the script or the program
 * @param arguments its arguments, those of the run among them
 */
public record ScriptCommand(
    List<String> launcher, List<String> interpreter, ScriptSource source, List<String> arguments) {
  private static final int SHOWN = 200;

  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "dash", "ash", "ksh", "mksh", "zsh");

  /** Copies the lists. */
  public ScriptCommand {
    launcher = List.copyOf(launcher);
    interpreter = List.copyOf(interpreter);
    arguments = List.copyOf(arguments);
  }

  /** Returns the command on one line, as a message shows it, for a hook of this name. */
  public String shown(String name) {
    return shown(Optional.of(name));
  }

  /** Returns the command on one line, as a plan shows it. */
  public String shown() {
    return shown(Optional.empty());
  }

  private String shown(Optional<String> name) {
    List<String> words = new ArrayList<>(launcher);
    words.addAll(interpreter);
    if (source instanceof ScriptSource.InFile in) {
      words.add(in.file().toString());
    } else if (source instanceof ScriptSource.InWords in) {
      words.addAll(in.words());
    } else if (source instanceof ScriptSource.InText in) {
      words.addAll(asTheTextSays(in.text()));
      words.addAll(List.of("-c", shortened(in.text())));
      words.addAll(nameOf(in.text(), name));
    }
    words.addAll(arguments);
    return ShellWords.quoted(words);
  }

  /** Behind a text a shell takes its own name, and only then the arguments. */
  private List<String> nameOf(String text, Optional<String> name) {
    List<String> readers = scriptDecides() ? asTheTextSays(text) : interpreter;
    Optional<String> shell =
        readers.stream().filter(ScriptCommand::isShell).map(ScriptCommand::program).findFirst();
    if (shell.isEmpty() && launcher.isEmpty()) {
      return List.of();
    }
    return name.or(() -> arguments.isEmpty() ? Optional.empty() : shell).stream().toList();
  }

  /** Returns whether this word of a command, with or without a directory, names a shell. */
  public static boolean isShell(String word) {
    return SHELLS.contains(program(word));
  }

  private static String program(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }

  private static String shortened(String text) {
    String stripped = text.stripTrailing();
    return stripped.length() > SHOWN ? stripped.substring(0, SHOWN) + "…" : stripped;
  }

  boolean scriptDecides() {
    return interpreter.isEmpty();
  }

  /**
   * Returns the words behind the launcher, for a script in a file system that is not visible here.
   */
  List<String> elsewhere(String name) {
    List<String> words = new ArrayList<>(interpreter);
    if (source instanceof ScriptSource.InFile in) {
      words.add(in.file().toString());
    } else if (source instanceof ScriptSource.InWords in) {
      words.addAll(in.words());
    } else if (source instanceof ScriptSource.InText in) {
      words.addAll(asTheTextSays(in.text()));
      words.addAll(List.of("-c", in.text(), name));
    }
    return words;
  }

  /** Returns the words with which a person does the same in the directory of the hook. */
  public List<String> byHand(String name) {
    List<String> words = new ArrayList<>(launcher);
    boolean isOnPath = scriptDecides() && source instanceof ScriptSource.InFile;
    if (isOnPath && !((ScriptSource.InFile) source).file().toString().contains("/")) {
      words.add("./" + ((ScriptSource.InFile) source).file());
    } else {
      words.addAll(elsewhere(name));
    }
    words.addAll(arguments);
    return words;
  }

  /** Returns the interpreter that the text asks for; nothing if another one is chosen. */
  private List<String> asTheTextSays(String text) {
    if (!scriptDecides()) {
      return List.of();
    }
    if (!text.startsWith("#!")) {
      return List.of("sh");
    }
    List<String> words = new ArrayList<>();
    for (String word : Shebang.firstLine(text.substring(2)).split(" ", -1)) {
      if (!word.isBlank()) {
        words.add(word.strip());
      }
    }
    return words;
  }
}
