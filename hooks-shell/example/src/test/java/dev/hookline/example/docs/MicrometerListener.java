package dev.hookline.example.docs;

import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookResult;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

public class MicrometerListener implements HookListener {
  private final MeterRegistry registry;

  public MicrometerListener(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void hookFinished(HookFinished event) {
    HookResult result = event.result();
    Timer.builder("hooks")
        .tag("phase", result.hook().phase().name())
        .tag("hook", result.hook().name())
        .tag("outcome", result.status())
        .register(registry)
        .record(result.duration());
  }

  @Override
  public void runFinished(RunFinished event) {
    registry
        .counter("hook.runs", "name", event.run().name(), "status", event.status().words())
        .increment();
  }
}
