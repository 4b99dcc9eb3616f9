package dev.hookline.core;

import java.util.List;

/** Thrown by {@link HookEngineBuilder#build} with every problem that it found. */
public final class HookConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String[] problems;

  HookConfigurationException(List<String> problems) {
    super(text(problems));
    this.problems = problems.toArray(String[]::new);
  }

  private static String text(List<String> problems) {
    StringBuilder text = new StringBuilder();
    text.append(problems.size()).append(problems.size() == 1 ? " problem" : " problems");
    text.append(" in the hooks; nothing was built:");
    problems.forEach(problem -> text.append(System.lineSeparator()).append("- ").append(problem));
    return text.toString();
  }

  /** Returns the problems: what is wrong, where, and what to do; one sentence each. */
  public List<String> problems() {
    return List.of(problems);
  }
}
