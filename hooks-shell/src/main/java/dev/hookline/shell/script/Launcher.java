package dev.hookline.shell.script;

import static dev.hookline.shell.script.LaunchException.cannotExecute;

import dev.hookline.api.HookOutput;
import dev.hookline.shell.output.OutputPump;
import dev.hookline.shell.process.ProcessResult;
import dev.hookline.shell.process.ProcessSpec;
import dev.hookline.shell.process.StartRefusedException;
import dev.hookline.shell.process.Subprocess;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts a process, retrying while its program is being written, and explains why the system
 * refused to start it.
 */
public final class Launcher {
  private static final int BUSY_TRIES = 5;
  private static final long BUSY_PAUSE_MILLIS = 20;

  static final int NO_ENTRY = 2;
  static final int NO_ACCESS = 13;
  static final int BUSY = 26;
  private static final int TOO_BIG = 7;

  /** Loaded when a launch was refused. */
  private static final class Refusal {
    /** JDK 17 writes {@code error=13}, JDK 25 {@code error: 13}. */
    static final Pattern NUMBER = Pattern.compile("\\berror(?:=|: )(\\d+)");
  }

  private final Session session;
  private final HookOutput said;
  private final OutputPump output;

  /** Prepares the same process once more, since files may have been used up. */
  public interface Again {
    /** Returns what to start. */
    ProcessSpec next() throws LaunchException, IOException;
  }

  /**
   * Starts processes in this session.
   *
   * @param said what they have written
   * @param output reads what they write
   */
  public Launcher(Session session, HookOutput said, OutputPump output) {
    this.session = session;
    this.said = said;
    this.output = output;
  }

  /** Runs the process and waits for its end. */
  public ProcessResult run(ProcessSpec first, Again again) throws LaunchException, IOException {
    ProcessSpec spec = first;
    for (int tries = BUSY_TRIES; true; tries--) {
      try {
        return run(spec);
      } catch (StartRefusedException e) {
        throw cannotExecute(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        if (number(e) != BUSY || tries == 1 || !hasPaused()) {
          throw refused(e, spec.words().get(0));
        }
        spec = again.next();
      }
    }
  }

  private ProcessResult run(ProcessSpec spec) throws IOException {
    ProcessResult result = Subprocess.run(spec.withWords(session.words(spec.words())), output);
    session.checkExecuted(result, spec.words().get(0), said);
    return result;
  }

  /** A program that was just written is busy until its last writer has closed it. */
  private static boolean hasPaused() {
    try {
      Thread.sleep(BUSY_PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static LaunchException refused(IOException refusal, String program) {
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
          LaunchException.notFound(
              program + " or its interpreter does not exist; correct the name or install it");
      case NO_ACCESS ->
          cannotExecute(
              program
                  + " may not be executed; check its rights, and whether its file system is"
                  + " mounted noexec");
      default -> cannotExecute(program + " was refused by the system: " + refusal.getMessage());
    };
  }

  private static int number(IOException refusal) {
    for (Throwable t = refusal; t != null; t = t.getCause()) {
      Matcher matcher = Refusal.NUMBER.matcher(String.valueOf(t.getMessage()));
      if (matcher.find()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    return -1;
  }
}
