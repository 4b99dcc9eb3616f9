package dev.hookline.core.select;

import dev.hookline.api.HookId;
import dev.hookline.api.SkipReason;
import dev.hookline.core.input.PhaseTasks;
import dev.hookline.core.input.Task;
import java.util.List;
import java.util.Map;

/** The place at which a run begins: a phase, or the first hook of it that a selector matches. */
final class Beginning {
  private final Selector selector;
  private final SkipReason reason;

  Beginning(Selector selector) {
    this.selector = selector;
    this.reason = Selection.reason("from", List.of(selector));
  }

  /** What ran before is not cleaned up after: earlier phases are left out as a whole. */
  void leaveOutBefore(List<PhaseTasks> phases, Map<HookId, SkipReason> leftOut) {
    for (PhaseTasks phase : phases) {
      int place = placeIn(phase);
      if (place >= 0) {
        for (int i = 0; i < place; i++) {
          leftOut.put(phase.ordinary[i].id, reason);
        }
        return;
      }
      Choices.hooksOf(phase).forEach(hook -> leftOut.put(hook.id(), reason));
    }
    throw new IllegalArgumentException(
        "from \""
            + selector
            + "\" selects only hooks that clean up; name a hook that runs in its place, or a"
            + " phase");
  }

  private int placeIn(PhaseTasks phase) {
    if (selector.kind() == Selector.Kind.PHASE) {
      return phase.phase.name().equals(selector.name()) ? 0 : -1;
    }
    Task[] ordinary = phase.ordinary;
    for (int i = 0; i < ordinary.length; i++) {
      if (selector.matches(ordinary[i].spec)) {
        return i;
      }
    }
    return -1;
  }
}
