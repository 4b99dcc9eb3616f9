package dev.hookline.core.journal;

import dev.hookline.api.CheckReturnValue;
import dev.hookline.api.CutOffRule;
import dev.hookline.api.HookId;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** How a run is resumed. Immutable, and thread-safe if its answers are. */
@CheckReturnValue
public final class Resume {
  private final Optional<String> runId;
  private final Optional<Function<HookId, CutOffRule>> answers;
  private final boolean isAnewIfChanged;

  private Resume(
      Optional<String> runId,
      Optional<Function<HookId, CutOffRule>> answers,
      boolean isAnewIfChanged) {
    this.runId = runId;
    this.answers = answers;
    this.isAnewIfChanged = isAnewIfChanged;
  }

  /** Resumes the one run of the lifecycle that is unfinished. */
  public static Resume unfinished() {
    return new Resume(Optional.empty(), Optional.empty(), false);
  }

  /** Resumes the run with this id. */
  public static Resume run(String runId) {
    return new Resume(Optional.of(runId), Optional.empty(), false);
  }

  /**
   * Returns this with answers for hooks that were cut off and whose rule is {@link CutOffRule#ASK}.
   * Asked before anything runs, on the calling thread; an answer of {@code ASK} refuses to resume.
   */
  public Resume ask(Function<HookId, CutOffRule> newAnswers) {
    Objects.requireNonNull(newAnswers, "answers");
    return new Resume(runId, Optional.of(newAnswers), isAnewIfChanged);
  }

  /**
   * Returns this, but if the plan is no longer that of the unfinished run a new run begins instead,
   * and the unfinished one is given up; without this call that is an error.
   */
  public Resume anewIfPlanChanged() {
    return new Resume(runId, answers, true);
  }

  /** Returns the id of the run, if it is not the only one that is unfinished. */
  public Optional<String> runId() {
    return runId;
  }

  /** Returns what answers for hooks that were cut off, if anything does. */
  public Optional<Function<HookId, CutOffRule>> answers() {
    return answers;
  }

  /** Returns whether a changed plan begins a new run. */
  public boolean isAnewIfPlanChanged() {
    return isAnewIfChanged;
  }
}
