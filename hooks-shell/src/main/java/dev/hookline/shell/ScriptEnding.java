package dev.hookline.shell;

import dev.hookline.shell.tree.Signals;
import java.util.Objects;
import java.util.Optional;

/** How the process of a script ended. Every ending is immutable and thread-safe. */
public sealed interface ScriptEnding {

  /**
   * The script exited.
   *
   * <p>The JDK reports the death by signal {@code n} as exit code {@code 128 + n}, and a shell does
   * the same with its children, so that such a code can mean either; the text says both. Only a
   * signal that the hook itself sent, and for which the script had no handler, is certain, and
   * reported as {@link Killed}: a trap may choose {@code exit 143}.
   *
   * @param code the exit code, from 0 to 255
   */
  record Exited(int code) implements ScriptEnding {
    /** Returns for example {@code exit code 3} or {@code exit code 137 (or killed by SIGKILL)}. */
    @Override
    public String toString() {
      Optional<String> signal = Signals.nameOf(code - 128);
      return "exit code " + code + signal.map(name -> " (or killed by " + name + ")").orElse("");
    }
  }

  /**
   * The script ended by a signal that was sent when the hook was stopped.
   *
   * @param signal the number of the signal
   * @param name its name, such as {@code SIGTERM}
   */
  record Killed(int signal, String name) implements ScriptEnding {
    /** Refuses null. */
    public Killed {
      Objects.requireNonNull(name, "name");
    }

    /** Returns for example {@code killed by SIGTERM}. */
    @Override
    public String toString() {
      return "killed by " + name;
    }
  }

  /**
   * The script was not started.
   *
   * @param why what is wrong, and what to do
   */
  record NotStarted(String why) implements ScriptEnding {
    /** Refuses null. */
    public NotStarted {
      Objects.requireNonNull(why, "why");
    }

    @Override
    public String toString() {
      return "not started: " + why;
    }
  }

  /**
   * Not even SIGKILL ended the process in time; it is left behind.
   *
   * @param pid the id of the process
   */
  record StillRunning(long pid) implements ScriptEnding {
    @Override
    public String toString() {
      return "process " + pid + " is still running after SIGKILL";
    }
  }
}
