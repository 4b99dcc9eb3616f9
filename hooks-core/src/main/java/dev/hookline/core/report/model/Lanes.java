package dev.hookline.core.report.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts hooks that overlapped side by side: those of one lane followed one another. */
public final class Lanes {

  /**
   * A hook in its lane.
   *
   * @param lane which one, counted from 0
   * @param hook the hook
   */
  public record Placed(int lane, RecordedHook hook) {}

  private Lanes() {}

  /** Returns the hooks that ran, in the order in which they began. */
  public static List<Placed> of(List<RecordedHook> hooks) {
    List<Instant> free = new ArrayList<>();
    List<Placed> placed = new ArrayList<>();
    hooks.stream()
        .filter(hook -> !hook.isSkipped())
        .sorted(Comparator.comparing(hook -> hook.result().startedAt()))
        .forEach(hook -> placed.add(new Placed(take(free, hook), hook)));
    return placed;
  }

  private static int take(List<Instant> free, RecordedHook hook) {
    int lane = 0;
    while (lane < free.size() && free.get(lane).isAfter(hook.result().startedAt())) {
      lane++;
    }
    if (lane == free.size()) {
      free.add(hook.end());
    } else {
      free.set(lane, hook.end());
    }
    return lane;
  }
}
