package dev.hookline.core.report.json;

import dev.hookline.api.HookId;
import dev.hookline.core.json.JsonWriter;
import dev.hookline.core.report.model.RecordedHook;
import dev.hookline.core.report.model.RecordedPhase;
import dev.hookline.core.report.model.RecordedRun;

/** Writes a run as one document; {@code docs/report-1.schema.json} describes it. */
public final class RunJson {
  /** The version of the document. */
  private static final int VERSION = 1;

  private final RecordedRun run;
  private final JsonWriter json;

  private RunJson(RecordedRun run, JsonWriter json) {
    this.run = run;
    this.json = json;
  }

  /** Writes the document. */
  public static void write(RecordedRun run, Appendable out) {
    JsonWriter json = JsonWriter.indented(out).masking(run.info()::masked);
    new RunJson(run, json).write();
  }

  private void write() {
    json.beginObject().member("report", "hookline").member("version", VERSION);
    json.beginObject("run").member("id", run.info().id()).member("name", run.info().name());
    json.member("directory", run.info().directory().toString());
    json.member("status", JsonValues.word(run.status()));
    json.member("startedAt", run.startedAt().toString()).member("seconds", run.duration());
    json.endObject();
    counts();
    json.member("warnings", run.warnings());
    plan();
    json.beginArray("phases");
    run.phases().forEach(this::phase);
    json.endArray().endObject();
  }

  private void counts() {
    json.beginObject("counts").member("hooks", run.hooks().count());
    for (String status :
        new String[] {"succeeded", "failed", "timed out", "cancelled", "skipped"}) {
      json.member(status.replace(' ', '-'), run.count(status));
    }
    json.member("ignored", run.ignored());
    json.endObject();
  }

  private void plan() {
    json.beginArray("plan");
    for (HookId hook : run.info().plan()) {
      json.beginObject();
      JsonValues.id(json, hook);
      json.endObject();
    }
    json.endArray();
  }

  private void phase(RecordedPhase phase) {
    json.beginObject().member("name", phase.name());
    json.member("status", JsonValues.word(phase.status()));
    if (phase.isIgnored()) {
      json.member("ignored", true);
    }
    phase.failure().ifPresent(failure -> JsonValues.failure(json, failure));
    phase.startedAt().ifPresent(start -> json.member("startedAt", start.toString()));
    json.member("seconds", phase.duration());
    if (!phase.keys().isEmpty()) {
      keys(phase);
    }
    json.beginArray("hooks");
    phase.hooks().forEach(this::hook);
    json.endArray().endObject();
  }

  private void keys(RecordedPhase phase) {
    json.beginArray("keysAwaited");
    for (RecordedPhase.KeyWait wait : phase.keys()) {
      json.beginObject().member("time", wait.from().toString());
      json.member("key", wait.key()).member("holder", wait.holder()).endObject();
    }
    json.endArray();
  }

  private void hook(RecordedHook hook) {
    json.beginObject().member("name", hook.result().hook().name());
    json.member("kind", JsonValues.word(hook.result().hook().kind()));
    if (hook.place() > 0) {
      json.member("place", hook.place());
    }
    ResultJson.write(json, hook.result(), hook.isIgnored());
    if (!hook.waits().isEmpty()) {
      waits(hook);
    }
    json.endObject();
  }

  private void waits(RecordedHook hook) {
    json.beginArray("waits");
    for (RecordedHook.Wait wait : hook.waits()) {
      json.beginObject().member("afterAttempt", wait.attempt());
      json.member("startedAt", wait.from().toString()).member("seconds", wait.delay()).endObject();
    }
    json.endArray();
  }
}
