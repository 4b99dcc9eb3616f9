package dev.hookline.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Says which run an event belongs to. Immutable and thread-safe.
 *
 * @param id the id of the run, unique among all runs everywhere
 * @param name the name of the phase, or of the lifecycle, that runs
 * @param directory the directory that the hooks work in; absolute
 * @param plan the hooks and steps that are planned, in their order; what is not needed, such as an
 *     on-failure hook of a run that goes well, is reported as skipped
 */
public record RunInfo(String id, String name, Path directory, List<HookId> plan) {

  /** Refuses null and copies the list. */
  public RunInfo {
    Objects.requireNonNull(id, "run id");
    Objects.requireNonNull(name, "run name");
    Objects.requireNonNull(directory, "directory");
    plan = List.copyOf(plan);
  }

  /** Returns name and id, such as {@code deployment, run 6d8b74c8-2277-4122-ae87-a9086e992f66}. */
  @Override
  public String toString() {
    return name + ", run " + id;
  }
}
