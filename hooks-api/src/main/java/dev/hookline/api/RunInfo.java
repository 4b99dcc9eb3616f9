package dev.hookline.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Says which run an event belongs to. Immutable and thread-safe.
 *
 * @param id the id of the run, unique among all runs everywhere
 * @param name the name of the phase, or of the lifecycle, that runs
 * @param directory the directory that the hooks work in; absolute
 * @param plan the hooks and steps that are planned, in their order; what is not needed, such as an
 *     on-failure hook of a run that goes well, is reported as skipped
 * @param masking masks in a text the secrets that the run knows by then; thread-safe
 */
public record RunInfo(
    String id, String name, Path directory, List<HookId> plan, UnaryOperator<String> masking) {

  /** Refuses null and copies the list. */
  public RunInfo {
    Objects.requireNonNull(id, "run id");
    Objects.requireNonNull(name, "run name");
    Objects.requireNonNull(directory, "directory");
    plan = List.copyOf(plan);
    Objects.requireNonNull(masking, "masking");
  }

  /** Describes a run without secrets, as tests of listeners want it. */
  public RunInfo(String id, String name, Path directory, List<HookId> plan) {
    this(id, name, directory, plan, UnaryOperator.identity());
  }

  /**
   * Returns the text with the secrets masked that the run knows by now. For what a listener puts
   * together itself: what events say is masked, but names of hooks, phases and directories identify
   * something and come as they are.
   */
  public String masked(String text) {
    return masking.apply(text);
  }

  /** Returns name and id, such as {@code deployment, run 6d8b74c8-2277-4122-ae87-a9086e992f66}. */
  @Override
  public String toString() {
    return name + ", run " + id;
  }
}
