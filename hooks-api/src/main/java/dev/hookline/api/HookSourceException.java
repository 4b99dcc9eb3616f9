package dev.hookline.api;

import java.util.List;

/** Thrown by a {@link HookSource} that cannot be read, with all its problems at once. */
public final class HookSourceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String[] problems;

  /**
   * Creates the exception.
   *
   * @param problems what is wrong, where (file, line, column) and what to do, one sentence each
   * @throws IllegalArgumentException if there is no problem
   */
  public HookSourceException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("no problem given");
    }
    this.problems = problems.toArray(String[]::new);
  }

  /** Creates the exception for one problem. */
  public HookSourceException(String problem) {
    this(List.of(problem));
  }

  /** Returns the problems, in the order in which they stand in the source. */
  public List<String> problems() {
    return List.of(problems);
  }
}
