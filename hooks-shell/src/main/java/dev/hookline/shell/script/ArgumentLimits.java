package dev.hookline.shell.script;

import static dev.hookline.shell.script.LaunchException.cannotExecute;

import dev.hookline.shell.files.NameEncoding;
import dev.hookline.shell.process.InheritedVariables;
import java.util.List;
import java.util.Map;

/**
 * Refuses arguments and variables that would not arrive intact: those because of which the system
 * refuses the whole launch without naming them, and those in which the JDK would write question
 * marks.
 */
public final class ArgumentLimits {
  /** The limit of Linux for one argument or variable, its end included. */
  private static final int LONGEST_WORD = 128 * 1024;

  private ArgumentLimits() {}

  /**
   * Returns normally if all words, and all variables that are not inherited, will arrive intact.
   */
  public static void check(List<String> words, Map<String, String> environment)
      throws LaunchException {
    for (int i = 0; i < words.size(); i++) {
      check(
          i == 0 ? "the program" : "argument ", i == 0 ? "" : Integer.toString(i), words.get(i), 0);
    }
    for (Map.Entry<String, String> variable : environment.entrySet()) {
      String name = variable.getKey();
      if (!InheritedVariables.contain(name, variable.getValue())) {
        check("the name of the variable ", name, name, 0);
        check("the variable ", name, variable.getValue(), name.length() + 1);
      }
    }
  }

  /** Its name comes apart from what it is: to join them is for messages, of which few are shown. */
  private static void check(String what, String name, String text, int more)
      throws LaunchException {
    if (text.length() * 3L + more >= LONGEST_WORD && bytes(text) + more >= LONGEST_WORD) {
      throw cannotExecute(
          what
              + name
              + " is longer than the 131071 bytes that the system accepts; pass it in a file");
    }
    checkSurrogates(what, name, text);
    if (!NameEncoding.isComplete() && !NameEncoding.get().newEncoder().canEncode(text)) {
      throw cannotExecute(
          what + name + " has characters that this JVM cannot pass on, " + NameEncoding.reason());
    }
  }

  static void checkSurrogates(String what, String name, String text) throws LaunchException {
    if (ShellWords.hasHalfACharacter(text)) {
      throw cannotExecute(what + name + ShellWords.HALF_A_CHARACTER);
    }
  }

  private static int bytes(String text) {
    return text.getBytes(NameEncoding.get()).length;
  }
}
