package dev.hookline.shell.process;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is to be started, and how it may end.
 *
 * @param words the program and its arguments
 * @param environment the whole environment
 * @param directory the working directory
 * @param stdin the file that is read as standard input, unless there is a lifeline
 * @param lifeline standard input that stays open instead
 * @param cookie the text in an environment variable by which the processes are found
 * @param containment whether it runs in a cgroup of its own
 * @param limits how it may end
 * @param owner for whom it runs
 */
public record ProcessSpec(
    List<String> words,
    Map<String, String> environment,
    Path directory,
    File stdin,
    Optional<Lifeline> lifeline,
    String cookie,
    Containment containment,
    Limits limits,
    Owner owner) {
  /** Where there is no input. */
  public static final File NO_INPUT = new File("/dev/null");

  /** Copies the words, and takes the environment over: a copy of it costs more than the rest. */
  public ProcessSpec {
    words = List.copyOf(words);
    environment = Collections.unmodifiableMap(environment);
  }

  /** Returns the same with other words. */
  public ProcessSpec withWords(List<String> others) {
    return new ProcessSpec(
        others, environment, directory, stdin, lifeline, cookie, containment, limits, owner);
  }

  /** Hears of the process from the thread that supervises it. */
  public interface Owner {
    /** It has opened its files. */
    void hasStarted();

    /**
     * It is about to be asked to end because the thread was interrupted.
     *
     * @param doing says what its processes are doing
     */
    void isStopping(Supplier<List<String>> doing);
  }

  /**
   * How a process may end.
   *
   * @param grace the time between SIGTERM and SIGKILL
   * @param settle the time for what outlives the process and holds its output
   * @param leftovers what happens to it after that
   * @param outputBytes how much may be written
   */
  public record Limits(Duration grace, Duration settle, Leftovers leftovers, long outputBytes) {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Clamps unbounded durations. */
    public Limits {
      grace = grace.compareTo(LONGEST) < 0 ? grace : LONGEST;
      settle = settle.compareTo(LONGEST) < 0 ? settle : LONGEST;
    }
  }

  /** Whether a process runs in a cgroup of its own. */
  public enum Containment {
    /** It does not. */
    NONE,
    /** It does where there may be one. */
    IF_POSSIBLE,
    /** It does, or is not started. */
    DEMANDED
  }

  /** What happens to processes that outlive the first one. */
  public enum Leftovers {
    /** They keep running. */
    LEAVE,
    /** They are ended. */
    END
  }
}
