package dev.hookline.api;

import java.util.Objects;

/**
 * Something that a hook started and that was still running when the hook's outcome was decided.
 * Immutable and thread-safe.
 *
 * @param kind a process or a thread
 * @param id the process id or the thread id
 * @param description the command of the process, or the name of the thread and where it stood
 */
public record LeftBehind(Kind kind, long id, String description) {

  /** What was left behind. */
  public enum Kind {
    /** A process of the operating system. */
    PROCESS,
    /** A thread of this JVM. */
    THREAD
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

  /** Returns for example {@code process 4711: sleep 300}. */
  @Override
  public String toString() {
    return (kind == Kind.PROCESS ? "process " : "thread ") + id + ": " + description;
  }
}
