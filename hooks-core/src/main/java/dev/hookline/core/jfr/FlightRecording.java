package dev.hookline.core.jfr;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.AttemptEnded;
import dev.hookline.api.HookEvent.AttemptStarted;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookId;
import dev.hookline.api.HookListener;
import dev.hookline.api.Phase;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;

/**
 * Records one run for Java Flight Recorder. A skipped hook has no event: it took no time. The
 * engine calls it with one event at a time.
 */
public final class FlightRecording implements HookListener {
  private final RunEvent run = new RunEvent();
  private final Map<Phase, PhaseEvent> phases = new HashMap<>();
  private final Map<HookId, CallEvent> hooks = new HashMap<>();
  private final Map<HookId, AttemptEvent> attempts = new HashMap<>();

  private FlightRecording() {}

  /** Returns what records a run, or nothing while no recording asks for it. */
  public static Optional<HookListener> ofRun() {
    // Asking for the type of an event takes 0.3 s in a JVM where nothing was ever recorded.
    boolean isOn =
        FlightRecorder.isInitialized() && EventType.getEventType(RunEvent.class).isEnabled();
    return isOn ? Optional.of(new FlightRecording()) : Optional.empty();
  }

  @Override
  public void runStarted(RunStarted event) {
    run.begin();
  }

  @Override
  public void phaseStarted(PhaseStarted event) {
    PhaseEvent started = new PhaseEvent();
    started.begin();
    phases.put(event.phase(), started);
  }

  @Override
  public void hookStarted(HookStarted event) {
    CallEvent started = new CallEvent();
    started.begin();
    hooks.put(event.hook(), started);
  }

  @Override
  public void attemptStarted(AttemptStarted event) {
    AttemptEvent started = new AttemptEvent();
    started.begin();
    attempts.put(event.hook(), started);
  }

  @Override
  public void attemptEnded(AttemptEnded event) {
    AttemptEvent ended = attempts.remove(event.hook());
    if (ended != null) {
      ended.run = runId(event);
      ended.hook = event.hook().toString();
      ended.outcome = event.outcome().toString();
      ended.attempt = event.attempt();
      ended.commit();
    }
  }

  @Override
  public void hookFinished(HookFinished event) {
    CallEvent ended = hooks.remove(event.result().hook());
    if (ended != null) {
      ended.run = runId(event);
      ended.hook = event.result().hook().toString();
      ended.outcome = event.result().outcome().toString();
      ended.commit();
    }
  }

  @Override
  public void phaseFinished(PhaseFinished event) {
    PhaseEvent ended = phases.remove(event.phase());
    if (ended != null) {
      ended.run = runId(event);
      ended.phase = event.phase().name();
      ended.status = event.status().words();
      ended.commit();
    }
  }

  @Override
  public void runFinished(RunFinished event) {
    run.run = runId(event);
    run.name = event.run().name();
    run.status = event.status().words();
    run.commit();
  }

  private static String runId(HookEvent event) {
    return event.run().id();
  }
}
