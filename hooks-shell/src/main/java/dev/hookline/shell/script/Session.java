package dev.hookline.shell.script;

import dev.hookline.api.HookContext;
import dev.hookline.api.HookOutput;
import dev.hookline.shell.process.ProcessResult;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The session in which a script runs. The JDK cannot make one, so that {@code setsid(1)} does, and
 * then becomes the script: the process id stays the same.
 */
public final class Session {
  private static final String NAME = "setsid";
  private static final Session OF_THE_TOOL = new Session(List.of());

  /** Where the program usually is; the JVM's {@code PATH} counts only if it is in none of these. */
  private static final String USUAL_PATH = "/usr/bin:/bin:/usr/local/bin";

  private static final AtomicBoolean IS_REPORTED = new AtomicBoolean();

  private static final int CANNOT_EXECUTE = 126;
  private static final int NOT_FOUND = 127;

  /** Found once, when the first script runs. */
  private static final Session NEW =
      on(USUAL_PATH + ":" + Optional.ofNullable(System.getenv("PATH")).orElse(""));

  private final List<String> prefix;

  private Session(List<String> prefix) {
    this.prefix = prefix;
  }

  /** Returns the session and the process group that this JVM is in. */
  public static Session ofTheTool() {
    return OF_THE_TOOL;
  }

  /** Returns a new session, or that of the tool and, the first time, a warning. */
  public static Session ofItsOwn(HookContext context) {
    if (NEW.isOfTheTool() && !IS_REPORTED.getAndSet(true)) {
      context.warn(missing());
    }
    return NEW;
  }

  static String missing() {
    return "there is no program setsid, so that scripts run in the session of the tool: Ctrl-C"
        + " reaches them before the tool can stop them in order, and a script that signals its own"
        + " process group ends the tool; install util-linux";
  }

  /** Returns a new session if one of these directories has the program that makes it. */
  static Session on(String path) {
    for (String directory : path.split(":", -1)) {
      File file = new File(directory, NAME);
      if (!directory.isEmpty() && file.isAbsolute() && file.canExecute()) {
        return new Session(List.of(file.toString()));
      }
    }
    return OF_THE_TOOL;
  }

  boolean isOfTheTool() {
    return prefix.isEmpty();
  }

  /** Returns the words that run a command in this session. */
  List<String> words(List<String> command) {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(command);
    return words;
  }

  /**
   * Throws what the JDK would have thrown if the program was never executed. All that is known then
   * is what {@code setsid} printed: its own name, the program and the reason.
   *
   * @param said what was printed
   */
  void checkExecuted(ProcessResult result, String program, HookOutput said) throws IOException {
    int code = result.exitCode().orElse(0);
    if (isOfTheTool() || (code != CANNOT_EXECUTE && code != NOT_FOUND)) {
      return;
    }
    String last = String.join("", said.lastLines(1));
    if (last.startsWith(NAME + ": ") && last.contains(program)) {
      String reason = last.substring(last.lastIndexOf(": ") + 2);
      throw new IOException("error=" + errorNumber(code, reason) + ", " + reason);
    }
  }

  private static int errorNumber(int code, String reason) {
    if (code == NOT_FOUND) {
      return Launcher.NO_ENTRY;
    }
    return switch (reason) {
      case "Text file busy" -> Launcher.BUSY;
      case "Permission denied" -> Launcher.NO_ACCESS;
      default -> 0;
    };
  }
}
