package dev.hookline.core.input;

import dev.hookline.api.HookId;
import dev.hookline.api.Phase;
import dev.hookline.core.plan.Blocks;
import dev.hookline.core.plan.PhaseOrder;
import dev.hookline.core.plan.Placements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a phase as the runner wants it: arrays by kind, because a run walks them every time.
 * Never changed once made.
 */
public final class PhaseTasks {
  private static final Task[] NO_TASKS = {};

  /** The phase. */
  public final Phase phase;

  /** The ordinary hooks, or the step with the hooks of its phase. */
  public final Task[] ordinary;

  /** The on-failure hooks. */
  public final Task[] onFailure;

  /** The always hooks. */
  public final Task[] always;

  /** These alone, as a run of one phase has them. */
  public final List<PhaseTasks> alone = List.of(this);

  /** Made when a listener is to see them. */
  private volatile @Nullable List<HookId> ids;

  /** How many hooks may run at once; at least 1. */
  public final int concurrency;

  /** Which ordinary hooks may overlap; there only if more than one may. */
  public final @Nullable Blocks blocks;

  /** The limit of the ordinary hooks together, if there is one. */
  public final @Nullable Duration limit;

  /** Works the tasks out. */
  public PhaseTasks(Phase phase, PhaseOrder order, int concurrency, @Nullable Duration limit) {
    this.phase = phase;
    this.ordinary = tasks(order.ordinary());
    this.onFailure = tasks(order.onFailure());
    this.always = tasks(order.always());
    this.concurrency = concurrency;
    this.blocks = order.blocks();
    this.limit = limit;
  }

  private PhaseTasks(PhaseTasks real, UnaryOperator<Task> change) {
    this.phase = real.phase;
    this.ordinary = changed(real.ordinary, change);
    this.onFailure = changed(real.onFailure, change);
    this.always = changed(real.always, change);
    this.concurrency = 1;
    this.blocks = null;
    this.limit = real.limit;
  }

  private static Task[] changed(Task[] tasks, UnaryOperator<Task> change) {
    return Stream.of(tasks).map(change).toArray(Task[]::new);
  }

  /** Returns these with other tasks in their places, which run one after another. */
  public PhaseTasks oneByOne(UnaryOperator<Task> change) {
    return new PhaseTasks(this, change);
  }

  private static Task[] tasks(Placements placements) {
    if (placements.isEmpty()) {
      return NO_TASKS;
    }
    Task[] tasks = new Task[placements.size()];
    for (int i = 0; i < tasks.length; i++) {
      tasks[i] = Task.of(placements.spec(i));
    }
    return tasks;
  }

  /** Returns all hooks in running order. */
  public List<HookId> ids() {
    List<HookId> known = ids;
    if (known == null) {
      List<HookId> all = new ArrayList<>(size());
      for (Task[] tasks : List.of(ordinary, onFailure, always)) {
        for (Task task : tasks) {
          all.add(task.id);
        }
      }
      known = List.copyOf(all); // which none of those who keep it copies again
      ids = known;
    }
    return known;
  }

  /** Returns the hooks of all these phases in running order. */
  public static List<HookId> ids(List<PhaseTasks> phases) {
    return phases.size() == 1
        ? phases.get(0).ids()
        : phases.stream().flatMap(phase -> phase.ids().stream()).toList();
  }

  /** Returns how many hooks there are. */
  public int size() {
    return ordinary.length + onFailure.length + always.length;
  }
}
