package dev.hookline.core.input;

import dev.hookline.api.HookId;
import dev.hookline.api.HookListener;
import dev.hookline.api.SkipReason;
import dev.hookline.core.secret.Masker;
import dev.hookline.core.threads.CapturedContexts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one run is given.
 *
 * @param engine what all runs of the engine share
 * @param request what the caller asked for
 * @param name the name of the phase, or of the lifecycle
 * @param masker knows all secrets that are known before the run
 * @param cancellation the requests to cancel it
 * @param isAbandonable whether every hook can be abandoned, because the run is in the background
 * @param leftOut the hooks that the request leaves out, each with the reason
 * @param doubts what about the request seems wrong, for the report to warn of
 * @param contexts the contexts of the thread that started the run; null if none are carried
 * @param record the durable record of the run, if there is one
 */
public record RunInput(
    EngineSettings engine,
    RunRequest request,
    String name,
    Masker masker,
    Cancellation cancellation,
    boolean isAbandonable,
    Map<HookId, SkipReason> leftOut,
    List<String> doubts,
    @Nullable CapturedContexts contexts,
    @Nullable RunRecord record) {

  /** Copies what could be changed. */
  public RunInput {
    leftOut = Map.copyOf(leftOut);
    doubts = List.copyOf(doubts);
  }

  /** Returns this with a record, and with more for the report to warn of. */
  public RunInput recordedBy(RunRecord newRecord, List<String> warnings) {
    return new RunInput(
        engine,
        request,
        name,
        masker,
        cancellation,
        isAbandonable,
        leftOut,
        Stream.concat(doubts.stream(), warnings.stream()).toList(),
        contexts,
        newRecord);
  }

  /** Returns the listeners of the engine, then those of this run alone. */
  public List<HookListener> listeners() {
    List<HookListener> ofRun = request.listeners();
    return ofRun.isEmpty()
        ? engine.listeners()
        : Stream.concat(engine.listeners().stream(), ofRun.stream()).toList();
  }

  /** Returns whether something could not be recorded: nothing more may begin. */
  public boolean isUnrecorded() {
    return record != null && record.isBroken();
  }

  /** Returns why the request leaves a hook out; null if it does not. */
  public @Nullable SkipReason leftOut(Task task) {
    return leftOut.isEmpty() ? null : leftOut.get(task.id);
  }

  /** Returns why the request leaves a phase out as a whole; null if it wants some of it. */
  public @Nullable SkipReason leftOut(PhaseTasks tasks) {
    if (leftOut.isEmpty() || tasks.size() == 0 || !leftOut.keySet().containsAll(tasks.ids())) {
      return null;
    }
    return leftOut.get(tasks.ids().get(0));
  }

  private static boolean isNotSelected(@Nullable SkipReason reason) {
    return reason != null && reason.cause() == SkipReason.Cause.NOT_SELECTED;
  }

  /** Returns the names of the hooks without which a phase is not what it is planned to be. */
  public List<String> missingIn(PhaseTasks tasks) {
    if (leftOut.isEmpty()) {
      return List.of();
    }
    return Stream.of(tasks.ordinary, tasks.always)
        .flatMap(Stream::of)
        .filter(task -> isNotSelected(leftOut.get(task.id)))
        .map(task -> task.id.name())
        .toList();
  }
}
