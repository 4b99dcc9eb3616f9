package dev.hookline.api;

import java.time.Instant;
import java.util.Objects;

/**
 * Says that an earlier run of the same key was cut off, because its process died. It is the failure
 * that undo, on-failure and always hooks find when a later run cleans up after that one. Created by
 * Hookline.
 */
public final class CutOffException extends Exception {
  private static final long serialVersionUID = 1;

  private final String runId;
  private final Instant began;

  /**
   * Creates the exception.
   *
   * @param runId the id of the run that was cut off
   * @param began when that run began
   */
  public CutOffException(String runId, Instant began) {
    super("run " + runId + ", begun at " + began + ", was cut off");
    this.runId = Objects.requireNonNull(runId, "run id");
    this.began = began;
  }

  /** Returns the id of the run that was cut off. */
  public String runId() {
    return runId;
  }

  /** Returns when that run began. */
  public Instant began() {
    return began;
  }
}
