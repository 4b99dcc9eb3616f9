package dev.hookline.core;

import java.util.List;

/** Thrown by {@link HookEngineBuilder#build} with every mistake that it found. */
public final class HookConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  HookConfigurationException(List<String> problems) {
    super(text(problems));
    this.problems = List.copyOf(problems);
  }

  private static String text(List<String> problems) {
    StringBuilder text = new StringBuilder();
    text.append(problems.size()).append(problems.size() == 1 ? " mistake" : " mistakes");
    text.append(" in the hooks; nothing was built:");
    problems.forEach(problem -> text.append(System.lineSeparator()).append("- ").append(problem));
    return text.toString();
  }

  /** Returns the mistakes: what is wrong, where, and what to do; one sentence each. */
  public List<String> problems() {
    return problems;
  }
}
