package dev.hookline.core.plan;

import org.jspecify.annotations.Nullable;

/**
 * The hooks of a phase in the order in which they run. Immutable.
 *
 * @param ordinary the ordinary hooks, or the step with the hooks attached to it
 * @param onFailure the on-failure hooks
 * @param always the always hooks
 * @param blocks which ordinary hooks may overlap; null if the phase runs one hook at a time
 */
public record PhaseOrder(
    Placements ordinary, Placements onFailure, Placements always, @Nullable Blocks blocks) {

  /** The order of a phase without hooks. */
  public static final PhaseOrder EMPTY =
      new PhaseOrder(Placements.NONE, Placements.NONE, Placements.NONE, null);

  /** Returns how many hooks there are. */
  public int size() {
    return ordinary.size() + onFailure.size() + always.size();
  }
}
