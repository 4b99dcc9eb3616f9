package dev.hookline.shell.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One process from its start to its end. All work is done by the calling thread; an interrupt of it
 * ends the process and all that it started.
 */
public final class Subprocess implements CommonsExec.Watch {
  private final ProcessSpec launch;
  private final OutputPump output;
  private final long startedAt = System.nanoTime();
  private @Nullable Supervision supervision;

  private Subprocess(ProcessSpec launch, OutputPump output) {
    this.launch = launch;
    this.output = output;
  }

  /**
   * Starts a process and waits for its end. If the thread is interrupted the process is ended, and
   * the interrupt flag is set when this method returns.
   *
   * @throws IOException if the process could not be started, or its output could not be read
   */
  public static ProcessResult run(ProcessSpec launch, OutputPump output) throws IOException {
    Subprocess run = new Subprocess(launch, output);
    try {
      CommonsExec.run(launch.words(), run);
    } catch (UncheckedIOException e) {
      throw requireNonNull(e.getCause());
    } finally {
      run.restoreInterrupt();
    }
    return run.supervision().ended();
  }

  @Override
  public Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(launch.words());
    builder.directory(launch.directory().toFile()).redirectInput(launch.stdin());
    fill(builder.environment());
    output.redirect(builder);
    return ProcessRegistry.start(builder, launch.limits().grace(), this::supervise);
  }

  /**
   * Leaves alone what is inherited unchanged, so that its bytes need not be text in this locale.
   */
  private void fill(Map<String, String> inherited) {
    inherited.keySet().retainAll(launch.environment().keySet());
    launch
        .environment()
        .forEach(
            (name, value) -> {
              if (!value.equals(inherited.get(name))) {
                inherited.put(name, value);
              }
            });
  }

  private ProcessTree supervise(Process process) {
    ProcessTree tree = new ProcessTree(process, launch.cookie(), output.names());
    supervision = new Supervision(process, tree, launch, output, startedAt);
    return tree;
  }

  @Override
  public int await(Process process) {
    return supervision().await();
  }

  private Supervision supervision() {
    return requireNonNull(supervision, "not started");
  }

  /** Commons Exec clears the flag, so it is set after it. */
  private void restoreInterrupt() {
    if (supervision != null && supervision.wasInterrupted()) {
      Thread.currentThread().interrupt();
    }
  }
}
