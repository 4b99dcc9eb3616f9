package dev.hookline.core.whatif;

import dev.hookline.api.HookId;
import dev.hookline.api.HookResult;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.Task;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.threads.HookThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a run would come to, by the engine itself: it runs the plan with hooks that do
 * nothing, in a time that passes at once, against a copy of the ledger. No real hook and no
 * condition is called.
 */
public final class Simulation {
  private final Scenario scenario;
  private final HookId hook;
  private final Act act;

  private Simulation(Scenario scenario, HookId hook, Act act) {
    this.scenario = scenario;
    this.hook = hook;
    this.act = act;
  }

  /**
   * Returns what would happen if a hook did not end well.
   *
   * @throws IllegalArgumentException if the hook is to time out and has no limit
   * @throws UncheckedIOException if the ledger cannot be copied
   */
  public static Outlook of(Scenario scenario, HookId hook, Act act) {
    Simulation simulation = new Simulation(scenario, hook, act);
    if (act == Act.TIME_OUT) {
      simulation.checkLimit();
    }
    return onThreadOfItsOwn(simulation);
  }

  private void checkLimit() {
    if (scenario.request().timeout() == null && phases().noneMatch(this::isLimited)) {
      throw new IllegalArgumentException(
          hook + " has no limit, so it cannot time out; give it, its phase or the run one");
    }
  }

  private Stream<PhaseTasks> phases() {
    return Stream.concat(scenario.phases().stream(), Stream.ofNullable(scenario.own()));
  }

  private boolean isLimited(PhaseTasks phase) {
    return Stream.of(phase.ordinary, phase.onFailure, phase.always)
        .flatMap(Stream::of)
        .filter(task -> task.id.equals(hook))
        .anyMatch((Task task) -> task.isLimited || (phase.limit != null && !task.isCleanup));
  }

  /** What the caller has to do with its thread, such as an interrupt, is not meant for this run. */
  private static Outlook onThreadOfItsOwn(Simulation simulation) {
    CompletableFuture<Outlook> outlook = new CompletableFuture<>();
    Runnable work =
        () -> {
          try {
            outlook.complete(simulation.outlook());
          } catch (Throwable thrown) {
            outlook.completeExceptionally(thrown);
          }
        };
    new HookThreads().newThread(work).start();
    try {
      return outlook.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw e;
    }
  }

  private Outlook outlook() {
    try {
      return act == Act.DIE ? afterDeath() : outlook(allWell(), course(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException("the ledger cannot be copied", e);
    }
  }

  private Outlook outlook(Course allWell, Course course, List<HookResult> ended) {
    return new Outlook(
        scenario.name(),
        scenario.lifecycle() != null,
        hook,
        act,
        allWell,
        course,
        ended,
        scenario.request().once().keySet());
  }

  /** Returns a copy of the ledger; null if the request has no keys. */
  private @Nullable StubLedger copiedLedger() throws IOException {
    Ledger real = scenario.engine().ledger();
    return real == null || scenario.request().once().isEmpty()
        ? null
        : StubLedger.of(real, scenario.request().once());
  }

  private StubRun run(@Nullable StubLedger ledger) {
    return new StubRun(scenario, ledger == null ? null : ledger.ledger());
  }

  private Course allWell() throws IOException {
    try (StubLedger ledger = copiedLedger()) {
      return Course.of(run(ledger).run());
    }
  }

  private Course course() throws IOException {
    try (StubLedger ledger = copiedLedger()) {
      return Course.of(run(ledger).run(hook, act, () -> {}));
    }
  }

  /** The next run finds the ledger as it was while the hook ran. */
  private Outlook afterDeath() throws IOException {
    Course allWell = allWell();
    try (StubLedger ledger = copiedLedger();
        Death death = new Death(ledger)) {
      StubRun dying = run(ledger);
      var unused = dying.run(hook, act, () -> death.now(dying.finished()));
      return death.hasCome()
          ? outlook(allWell, Course.of(run(death.left()).run()), death.ended())
          : outlook(allWell, allWell, List.of());
    }
  }
}
