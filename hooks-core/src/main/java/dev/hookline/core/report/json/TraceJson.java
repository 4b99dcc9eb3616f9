package dev.hookline.core.report.json;

import dev.hookline.api.HookAttempt;
import dev.hookline.api.HookId;
import dev.hookline.core.json.JsonWriter;
import dev.hookline.core.report.model.Lanes;
import dev.hookline.core.report.model.RecordedHook;
import dev.hookline.core.report.model.RecordedPhase;
import dev.hookline.core.report.model.RecordedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Writes a run in the trace event form that Perfetto and chrome://tracing open: a thread for the
 * phases, and a thread for each lane of hooks that ran at the same time.
 */
public final class TraceJson {
  private static final int PROCESS = 1;
  private static final int PHASES = 0;

  private final RecordedRun run;
  private final JsonWriter json;

  private TraceJson(RecordedRun run, JsonWriter json) {
    this.run = run;
    this.json = json;
  }

  /** Writes the document. */
  public static void write(RecordedRun run, Appendable out) {
    new TraceJson(run, JsonWriter.compact(out).masking(run.info()::masked)).write();
  }

  private void write() {
    json.beginObject().member("displayTimeUnit", "ms").beginArray("traceEvents");
    named("process_name", PHASES, run.info().name() + " " + run.info().id());
    named("thread_name", PHASES, "phases");
    run.phases().forEach(this::phase);
    List<Lanes.Placed> placed = Lanes.of(run.hooks().toList());
    int lanes = placed.stream().mapToInt(Lanes.Placed::lane).max().orElse(-1) + 1;
    for (int lane = 1; lane <= lanes; lane++) {
      named("thread_name", lane, "hooks, lane " + lane);
    }
    placed.forEach(each -> hook(each.lane() + 1, each.hook()));
    json.endArray().endObject();
  }

  private void named(String what, int lane, String name) {
    json.beginObject().member("ph", "M").member("pid", PROCESS).member("tid", lane);
    json.member("name", what).beginObject("args").member("name", name).endObject().endObject();
  }

  private void phase(RecordedPhase phase) {
    if (phase.startedAt().isEmpty()) {
      return;
    }
    begin(PHASES, phase.name(), "phase", phase.startedAt().get(), phase.duration());
    json.beginObject("args").member("status", JsonValues.word(phase.status())).endObject();
    json.endObject();
    for (RecordedPhase.KeyWait wait : phase.keys()) {
      instant(PHASES, "waits for key " + wait.key(), wait.from());
    }
  }

  private void hook(int lane, RecordedHook hook) {
    HookId id = hook.result().hook();
    begin(
        lane,
        label(id),
        JsonValues.word(id.kind()),
        hook.result().startedAt(),
        hook.result().duration());
    json.beginObject("args").member("phase", id.phase().name());
    JsonValues.outcome(json, hook.result().outcome());
    json.member("command", hook.result().command()).endObject().endObject();
    if (hook.result().attempts() > 1) {
      hook.result().attemptHistory().forEach(attempt -> attempt(lane, attempt));
    }
    for (RecordedHook.Wait wait : hook.waits()) {
      begin(lane, "wait for attempt " + (wait.attempt() + 1), "wait", wait.from(), wait.delay());
      json.endObject();
    }
  }

  private static String label(HookId id) {
    return switch (id.kind()) {
      case UNDO -> "undo of " + id.name();
      default -> id.name();
    };
  }

  private void attempt(int lane, HookAttempt attempt) {
    begin(lane, "attempt " + attempt.number(), "attempt", attempt.startedAt(), attempt.duration());
    json.beginObject("args");
    JsonValues.outcome(json, attempt.outcome());
    json.endObject().endObject();
  }

  private void begin(int lane, String name, String category, Instant start, Duration duration) {
    json.beginObject().member("ph", "X").member("pid", PROCESS).member("tid", lane);
    json.member("name", name).member("cat", category);
    json.member("ts", micros(start)).member("dur", duration.toNanos() / 1000);
  }

  private void instant(int lane, String name, Instant time) {
    json.beginObject().member("ph", "i").member("pid", PROCESS).member("tid", lane);
    json.member("name", name).member("ts", micros(time)).member("s", "t").endObject();
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
  }
}
