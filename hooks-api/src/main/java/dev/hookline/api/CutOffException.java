package dev.hookline.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Says that an earlier run of the same phase and key left something to undo, because its process
 * died or an undo failed. It is the failure that undo, on-failure and always hooks find when a
 * later run cleans up after that one. Created by Hookline.
 */
public final class CutOffException extends Exception {
  private static final long serialVersionUID = 1;

  private final String runId;
  private final Instant began;
  private final Phase phase;
  private final OnceKey key;
  private final String[] toUndo;
  private final String[] notUndone;

  /**
   * Creates the exception.
   *
   * @param runId the id of the run that was cut off
   * @param began when that run began
   * @param phase the phase
   * @param key its key
   * @param toUndo the names of the hooks that had succeeded and are to be undone, newest first
   * @param notUndone the names of those among them whose undo has failed before
   */
  public CutOffException(
      String runId,
      Instant began,
      Phase phase,
      OnceKey key,
      List<String> toUndo,
      List<String> notUndone) {
    super("run " + runId + ", begun at " + began + ", " + words(notUndone));
    this.runId = Objects.requireNonNull(runId, "run id");
    this.began = began;
    this.phase = Objects.requireNonNull(phase, "phase");
    this.key = Objects.requireNonNull(key, "key");
    this.toUndo = toUndo.toArray(String[]::new);
    this.notUndone = notUndone.toArray(String[]::new);
  }

  private static String words(List<String> notUndone) {
    return notUndone.isEmpty()
        ? "was cut off"
        : notUndone.stream()
            .map(Names::quote)
            .collect(Collectors.joining(", ", "was not rolled back: undoing ", " failed"));
  }

  /** Returns the id of the run that was cut off. */
  public String runId() {
    return runId;
  }

  /** Returns when that run began. */
  public Instant began() {
    return began;
  }

  /** Returns the phase that it had begun. */
  public Phase phase() {
    return phase;
  }

  /** Returns the key of that phase. */
  public OnceKey key() {
    return key;
  }

  /** Returns the names of the hooks that had succeeded and are to be undone, newest first. */
  public List<String> toUndo() {
    return List.of(toUndo);
  }

  /** Returns the names of those hooks whose undo has failed before, oldest failure first. */
  public List<String> notUndone() {
    return List.of(notUndone);
  }
}
