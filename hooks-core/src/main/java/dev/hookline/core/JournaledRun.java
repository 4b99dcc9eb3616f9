package dev.hookline.core;

import dev.hookline.api.CutOffRule;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookId;
import dev.hookline.api.LeftBehind;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.RunInput;
import dev.hookline.core.input.Task;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.journal.file.FileJournal;
import dev.hookline.core.journal.record.JournalDirectory;
import dev.hookline.core.journal.record.PlannedHook;
import dev.hookline.core.journal.record.Resumption;
import dev.hookline.core.journal.record.RunJournal;
import dev.hookline.core.output.Printable;
import dev.hookline.core.result.RunId;
import dev.hookline.core.result.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A run with a journal: a new one, or one that is resumed. */
final class JournaledRun {
  private final RunInput input;
  private final List<PhaseTasks> phases;

  /** A journal, and what the report is to warn of. */
  private record Opened(RunJournal journal, List<String> warnings) {}

  JournaledRun(RunInput input, List<PhaseTasks> phases) {
    this.input = input;
    this.phases = phases;
  }

  /**
   * Runs it.
   *
   * @param how how the run is resumed; null if it begins
   * @param request the request, which has a journal
   */
  RunResult run(@Nullable Resume how, HookRequest request, Function<RunInput, RunResult> run) {
    FileJournal to = request.journal().orElseThrow();
    Opened opened = how == null ? begin(to, List.of()) : resume(to, how);
    try (RunJournal journal = opened.journal()) {
      journal.begin(input.cancellation(), input.masker());
      return run.apply(input.recordedBy(journal, opened.warnings()));
    }
  }

  private String name() {
    return input.masker().mask(input.name());
  }

  private static JournalDirectory directory(FileJournal journal) {
    return new JournalDirectory(journal.directory());
  }

  private Opened begin(FileJournal journal, List<String> warnings) {
    return new Opened(
        Resumption.begin(
            directory(journal), journal.durability(), RunId.next().toString(), name(), plan()),
        warnings);
  }

  private Opened resume(FileJournal journal, Resume how) {
    try (Resumption resumption =
        Resumption.of(directory(journal), journal.durability(), name(), how)) {
      Optional<String> change = resumption.change(plan());
      if (change.isEmpty()) {
        return resume(resumption, how);
      }
      if (!how.isAnewIfPlanChanged()) {
        throw resumption.changed(change.get());
      }
      endLeftovers(resumption, tasks());
      resumption.giveUp();
      resumption
          .warnings()
          .add("run " + resumption.past().runId() + " is given up: its plan has changed");
      return begin(journal, resumption.warnings());
    }
  }

  private Opened resume(Resumption resumption, Resume how) {
    Map<HookId, Task> tasks = tasks();
    Map<HookId, CutOffRule> rules =
        resumption.rules(hook -> Objects.requireNonNull(tasks.get(hook)).spec.cutOffRule(), how);
    endLeftovers(resumption, tasks);
    return new Opened(resumption.resume(rules), resumption.warnings());
  }

  /** What a dead run left running must not meet what the resumed run starts. */
  private static void endLeftovers(Resumption resumption, Map<HookId, Task> tasks) {
    String runId = resumption.past().runId();
    for (HookId hook : resumption.past().inFlight()) {
      Task task = tasks.get(hook);
      List<LeftBehind> ended = task == null ? List.of() : task.hook.endLeftBehind(runId, hook);
      for (LeftBehind left : ended) {
        resumption
            .warnings()
            .add(hook + " had left " + left + " running when run " + runId + " died; it was ended");
      }
    }
  }

  private Map<HookId, Task> tasks() {
    Map<HookId, Task> tasks = new LinkedHashMap<>();
    all().forEach(task -> tasks.put(task.id, task));
    all().flatMap(task -> Stream.ofNullable(task.undo)).forEach(undo -> tasks.put(undo.id, undo));
    return tasks;
  }

  private Stream<Task> all() {
    return phases.stream()
        .flatMap(phase -> Stream.of(phase.ordinary, phase.onFailure, phase.always))
        .flatMap(Stream::of);
  }

  private List<PlannedHook> plan() {
    List<PlannedHook> plan = new ArrayList<>();
    all().forEach(task -> plan.add(new PlannedHook(task.id, words(task))));
    return plan;
  }

  /** Says what the hook does, and what decides which hooks follow it. */
  private String words(Task task) {
    String words = task.hook.description();
    if (task.undo != null) {
      words += ", undo: " + task.undo.hook.description();
    }
    if (task.spec.onFailure() != FailurePolicy.ABORT) {
      words += ", on failure " + task.spec.onFailure();
    }
    if (input.leftOut().containsKey(task.id)) {
      words += ", left out";
    }
    return Printable.line(input.masker().mask(words));
  }
}
