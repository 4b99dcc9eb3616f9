package dev.hookline.example.docs;

import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookResult;
import dev.hookline.api.RunStatus;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A span for each run, and below it one for each hook that ran. */
public class OpenTelemetryListener implements HookListener {
  private final Tracer tracer;
  private final Map<String, Span> runs = new ConcurrentHashMap<>();

  public OpenTelemetryListener(Tracer tracer) {
    this.tracer = tracer;
  }

  @Override
  public void runStarted(RunStarted event) {
    Span span = tracer.spanBuilder(event.run().name()).setStartTimestamp(event.time()).startSpan();
    runs.put(event.run().id(), span.setAttribute("hookline.run", event.run().id()));
  }

  @Override
  public void hookFinished(HookFinished event) {
    HookResult result = event.result();
    Span run = runs.get(event.run().id());
    if (run == null || result.attempts() == 0) {
      return;
    }
    Span span =
        tracer
            .spanBuilder(result.hook().phase() + "/" + result.hook().name())
            .setParent(Context.root().with(run))
            .setStartTimestamp(result.startedAt())
            .startSpan()
            .setAttribute("hookline.outcome", result.status());
    result.outcome().failure().ifPresent(span::recordException);
    if (result.outcome().isFailure() && !result.isIgnored()) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end(result.startedAt().plus(result.duration()));
  }

  @Override
  public void runFinished(RunFinished event) {
    Span span = runs.remove(event.run().id());
    if (span != null) {
      if (event.status() != RunStatus.SUCCEEDED) {
        span.setStatus(StatusCode.ERROR, event.status().words());
      }
      span.end(event.time());
    }
  }
}
