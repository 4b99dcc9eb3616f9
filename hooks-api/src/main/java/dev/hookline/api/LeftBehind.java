package dev.hookline.api;

import java.util.Objects;

/**
 * Something that a hook started and that was still running when the hook's outcome was decided.
 * Immutable and thread-safe.
 *
 * @param kind what it is
 * @param id the process id or the thread id; 0 if it has none that is known
 * @param description the command of the process and its cgroup if it got one of its own, the name
 *     of the thread and where it stood, or how it is known that something is there
 */
public record LeftBehind(Kind kind, long id, String description) {

  /** What was left behind. */
  public enum Kind {
    /** A process of the operating system. */
    PROCESS,
    /** A thread of this JVM. */
    THREAD,
    /** Something that is known to be there, and cannot be seen. */
    UNSEEN
  }

  /** Refuses null. */
  public LeftBehind {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(description, "description");
  }

  /** Returns a description of a process that is still running. */
  public static LeftBehind process(long pid, String command) {
    return new LeftBehind(Kind.PROCESS, pid, command);
  }

  /** Returns a description of something that is known to be there, and cannot be seen. */
  public static LeftBehind unseen(String description) {
    return new LeftBehind(Kind.UNSEEN, 0, description);
  }

  /** Returns for example {@code process 4711: sleep 300}. */
  @Override
  public String toString() {
    return switch (kind) {
      case PROCESS -> "process " + id + ": " + description;
      case THREAD -> "thread " + id + ": " + description;
      case UNSEEN -> description;
    };
  }
}
