package dev.hookline.shell.process;

import dev.hookline.shell.output.OutputPump;
import dev.hookline.shell.tree.ProcessTree;
import java.io.IOException;
import java.util.Map;

/**
 * One process from its start to its end. The calling thread supervises it, and an interrupt of that
 * thread ends the process and all that it started. Whatever may hold a thread up, opening files and
 * passing on output, is done by another one.
 */
public final class Subprocess {
  private Subprocess() {}

  /**
   * Starts a process and waits for its end. If the thread is interrupted the process is ended, and
   * the interrupt flag is set when this method returns.
   *
   * @throws IOException if the process could not be started, or its output could not be read
   */
  public static ProcessResult run(ProcessSpec spec, OutputPump output) throws IOException {
    ProcessStart start = new ProcessStart(spec);
    output.start(() -> start.perform(() -> start(spec, output)));
    return start.await().await();
  }

  private static Supervision start(ProcessSpec spec, OutputPump output) throws IOException {
    long startedAt = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(spec.words());
    builder.directory(spec.directory().toFile()).redirectInput(spec.stdin());
    fill(builder.environment(), spec.environment());
    output.redirect(builder);
    ProcessTree tree =
        ProcessRegistry.start(
            builder,
            spec.limits().grace(),
            process -> new ProcessTree(process, spec.cookie(), output.names()));
    return new Supervision(tree, spec, output, startedAt);
  }

  /**
   * Leaves alone what is inherited unchanged, so that its bytes need not be text in this locale.
   */
  private static void fill(Map<String, String> inherited, Map<String, String> wanted) {
    inherited.keySet().retainAll(wanted.keySet());
    wanted.forEach(
        (name, value) -> {
          if (!value.equals(inherited.get(name))) {
            inherited.put(name, value);
          }
        });
  }
}
