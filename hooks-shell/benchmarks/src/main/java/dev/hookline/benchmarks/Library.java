package dev.hookline.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A way to run a process, used as its documentation says. */
interface Library {
  String name();

  /**
   * Runs a command and returns what the library says about its end.
   *
   * @param limit zero for none
   */
  Said run(
      List<String> command, Map<String, String> variables, Duration limit, Consumer<String> line)
      throws Exception;

  /**
   * What a library says.
   *
   * @param words on one line
   * @param hasLeft whether it reported processes that are left
   */
  record Said(String words, boolean hasLeft) {}
}
