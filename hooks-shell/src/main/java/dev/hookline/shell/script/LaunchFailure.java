package dev.hookline.shell.script;

import static dev.hookline.shell.script.NotLaunchedException.cannotExecute;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts into words why the system refused to start a process. */
final class LaunchFailure {
  private static final int NO_ENTRY = 2;
  private static final int TOO_BIG = 7;
  private static final int NO_ACCESS = 13;
  private static final int BUSY = 26;

  /** JDK 17 writes {@code error=13}, JDK 25 {@code error: 13}. */
  private static final Pattern NUMBER = Pattern.compile("\\berror(?:=|: )(\\d+)");

  private LaunchFailure() {}

  /** Returns whether the program is just being written, so that another try may help. */
  static boolean isBusy(IOException refusal) {
    return number(refusal) == BUSY;
  }

  /** Returns why the system refused to start the program, and what to do. */
  static NotLaunchedException explain(IOException refusal, String program) {
    return switch (number(refusal)) {
      case TOO_BIG ->
          cannotExecute(
              "arguments and environment are together longer than the system accepts; pass fewer,"
                  + " or in a file");
      case BUSY ->
          cannotExecute(
              program
                  + " is being written by another process (text file busy); wait until it is"
                  + " closed");
      case NO_ENTRY ->
          NotLaunchedException.notFound(
              program + " or its interpreter does not exist; correct the name or install it");
      case NO_ACCESS ->
          cannotExecute(
              program
                  + " may not be executed; look at its rights and whether its file system is"
                  + " mounted noexec");
      default -> cannotExecute(program + " was refused by the system: " + refusal.getMessage());
    };
  }

  private static int number(IOException refusal) {
    for (Throwable t = refusal; t != null; t = t.getCause()) {
      Matcher matcher = NUMBER.matcher(String.valueOf(t.getMessage()));
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    return -1;
  }
}
