package dev.hookline.shell.process;

import dev.hookline.shell.cgroup.Cgroup;
import dev.hookline.shell.cgroup.Cgroups;
import dev.hookline.shell.output.OutputPump;
import dev.hookline.shell.tree.ProcessTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One process from its start to its end. The calling thread supervises it, and an interrupt of that
 * thread ends the process and all that it started. Whatever may hold a thread up, opening a file
 * that the process reads and passing on output, is done by another one.
 */
public final class Subprocess {
  /** Loaded for processes in a cgroup: a shell passes on no variable with another name. */
  private static final class Passed {
    static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  }

  /** A value that no variable can have. */
  private static final String ABSENT = "\0";

  private final ProcessSpec spec;
  private final OutputPump output;

  private Subprocess(ProcessSpec spec, OutputPump output) {
    this.spec = spec;
    this.output = output;
  }

  /**
   * Starts a process and waits for its end. If the thread is interrupted the process is ended, and
   * the interrupt flag is set when this method returns.
   *
   * @throws IOException if the process could not be started, or its output could not be read
   */
  public static ProcessResult run(ProcessSpec spec, OutputPump output) throws IOException {
    Subprocess process = new Subprocess(spec, output);
    boolean opensAtOnce = spec.stdin().equals(ProcessSpec.NO_INPUT);
    return (opensAtOnce ? CommonsExec.launch(process) : new ProcessStart(spec).perform(process))
        .await();
  }

  /** Returns what to throw in place of an error that came while the memory was full. */
  public static OutOfMemoryError outOfMemory(OutOfMemoryError last) {
    return LastResort.orNotEnded(last);
  }

  /**
   * Starts the process and returns its supervision.
   *
   * @throws IOException if the system refused to start it
   */
  Supervision start() throws IOException {
    long startedAt = System.nanoTime();
    Optional<Cgroup> cgroup = cgroup(spec);
    ProcessBuilder builder = new ProcessBuilder(words(spec, cgroup));
    builder.directory(spec.directory().toFile());
    if (spec.lifeline().isEmpty()) {
      builder.redirectInput(spec.stdin());
    }
    fill(builder.environment(), spec.environment());
    output.redirect(builder);
    ProcessTree tree =
        ProcessRegistry.start(
            builder, spec.cookie(), spec.limits().grace(), output.names(), cgroup);
    if (spec.lifeline().isPresent()) {
      spec.lifeline().get().hold(tree.root().getOutputStream());
    }
    return new Supervision(tree, spec, output, startedAt);
  }

  private static List<String> words(ProcessSpec spec, Optional<Cgroup> cgroup) {
    return cgroup.isEmpty()
        ? spec.words()
        : cgroup.get().words(spec.words(), spec.environment().keySet());
  }

  private static Optional<Cgroup> cgroup(ProcessSpec spec) throws StartRefusedException {
    if (spec.containment() == ProcessSpec.Containment.NONE) {
      return Optional.empty();
    }
    Optional<String> lost =
        spec.environment().keySet().stream()
            .filter(name -> !Passed.NAME.matcher(name).matches())
            .sorted()
            .findFirst();
    Optional<Cgroup> cgroup = lost.isEmpty() ? Cgroups.ofThisJvm().take() : Optional.empty();
    if (cgroup.isEmpty() && spec.containment() == ProcessSpec.Containment.DEMANDED) {
      throw lost.map(StartRefusedException::lost)
          .orElseGet(() -> StartRefusedException.noCgroup(Cgroups.ofThisJvm().refusal()));
    }
    return cgroup;
  }

  /**
   * Leaves alone what is inherited unchanged, so that its bytes need not be text in this locale.
   */
  private static void fill(Map<String, String> inherited, Map<String, String> wanted) {
    int kept = 0;
    for (Map.Entry<String, String> variable : wanted.entrySet()) {
      String known = InheritedVariables.getOrDefault(variable.getKey(), ABSENT);
      kept += known.equals(ABSENT) ? 0 : 1;
      if (!variable.getValue().equals(known)) {
        inherited.put(variable.getKey(), variable.getValue());
      }
    }
    if (kept < InheritedVariables.names().size()) {
      inherited.keySet().retainAll(wanted.keySet());
    }
  }
}
