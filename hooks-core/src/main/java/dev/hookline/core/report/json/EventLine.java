package dev.hookline.core.report.json;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.AttemptEnded;
import dev.hookline.api.HookEvent.AttemptStarted;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.KeyAwaited;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookEvent.PartialLineWritten;
import dev.hookline.api.HookEvent.PhaseFinished;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookEvent.RetryAwaited;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookEvent.WarningRaised;
import dev.hookline.api.HookId;
import dev.hookline.api.HookListener;
import dev.hookline.api.OutputLine;
import dev.hookline.core.json.JsonWriter;

/** Writes an event as one line of JSON. */
public final class EventLine implements HookListener {
  private final JsonWriter json;

  private EventLine(JsonWriter json) {
    this.json = json;
  }

  /** Returns the line, with its line end. */
  public static String of(HookEvent event) {
    StringBuilder line = new StringBuilder();
    JsonWriter json = JsonWriter.compact(line).masking(event.run()::masked);
    json.beginObject();
    event.passTo(new EventLine(json));
    json.endObject();
    return line.append('\n').toString();
  }

  /** Writes what every event has; the kind comes first, so that a line can be told at a glance. */
  private JsonWriter begin(String kind, HookEvent event) {
    return json.member("event", kind)
        .member("time", event.time().toString())
        .member("run", event.run().id());
  }

  private JsonWriter begin(String kind, HookEvent event, HookId hook) {
    begin(kind, event);
    JsonValues.hook(json, hook);
    return json;
  }

  @Override
  public void runStarted(RunStarted event) {
    begin("run-started", event)
        .member("version", HookEvent.VERSION)
        .member("name", event.run().name())
        .member("directory", event.run().directory().toString())
        .beginArray("plan");
    for (HookId hook : event.run().plan()) {
      json.beginObject();
      JsonValues.id(json, hook);
      json.endObject();
    }
    json.endArray();
  }

  @Override
  public void phaseStarted(PhaseStarted event) {
    begin("phase-started", event).member("phase", event.phase().name());
  }

  @Override
  public void keyAwaited(KeyAwaited event) {
    begin("key-awaited", event)
        .member("phase", event.phase().name())
        .member("key", event.key().toString())
        .member("holder", event.holder());
  }

  @Override
  public void hookStarted(HookStarted event) {
    begin("hook-started", event, event.hook());
  }

  @Override
  public void attemptStarted(AttemptStarted event) {
    begin("attempt-started", event, event.hook()).member("attempt", event.attempt());
    event.remaining().ifPresent(left -> json.member("remaining", left));
  }

  @Override
  public void lineWritten(LineWritten event) {
    begin("line", event, event.line().hook());
    line(event.line());
  }

  @Override
  public void partialLineWritten(PartialLineWritten event) {
    begin("partial-line", event, event.line().hook());
    line(event.line());
  }

  private void line(OutputLine line) {
    json.member("channel", JsonValues.word(line.channel())).member("text", line.text());
    if (line.continued()) {
      json.member("continued", true);
    }
  }

  @Override
  public void attemptEnded(AttemptEnded event) {
    begin("attempt-ended", event, event.hook()).member("attempt", event.attempt());
    JsonValues.outcome(json, event.outcome());
  }

  @Override
  public void retryAwaited(RetryAwaited event) {
    begin("retry-awaited", event, event.hook())
        .member("attempt", event.attempt())
        .member("delay", event.delay());
    JsonValues.failure(json, event.failure());
  }

  @Override
  public void hookFinished(HookFinished event) {
    begin("hook-finished", event, event.result().hook());
    ResultJson.write(json, event.result(), event.result().isIgnored());
  }

  @Override
  public void warningRaised(WarningRaised event) {
    begin("warning", event).member("text", event.warning());
  }

  @Override
  public void phaseFinished(PhaseFinished event) {
    begin("phase-finished", event)
        .member("phase", event.phase().name())
        .member("status", JsonValues.word(event.status()));
    if (event.isIgnored()) {
      json.member("ignored", true);
    }
    event.failure().ifPresent(failure -> JsonValues.failure(json, failure));
  }

  @Override
  public void runFinished(RunFinished event) {
    begin("run-finished", event).member("status", JsonValues.word(event.status()));
  }
}
