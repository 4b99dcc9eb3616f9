package dev.hookline.example.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookListener;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs the listeners of the cookbook. */
class ListenersTest {
  private static final Phase DEPLOY = Phase.of("deploy");

  private static void run(HookListener listener) {
    HookEngine engine =
        HookEngine.builder()
            .register(DEPLOY, "greet", context -> context.out().println("hello"))
            .register(
                DEPLOY,
                "fail",
                context -> {
                  throw new IOException("disk full");
                })
            .register(DEPLOY, "never", context -> {})
            .listener(listener)
            .build();
    assertThat(engine.run(DEPLOY, HookRequest.in(Path.of(""))).warnings()).isEmpty();
  }

  @Test
  void openTelemetry_aSpanForTheRunAndForEachHookThatRan() {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()) {
      run(new OpenTelemetryListener(provider.get("hookline")));
      List<SpanData> spans = exporter.getFinishedSpanItems();
      assertThat(spans)
          .extracting(SpanData::getName)
          .containsExactly("deploy/greet", "deploy/fail", "deploy");
      assertThat(spans)
          .extracting(span -> span.getStatus().getStatusCode())
          .containsExactly(StatusCode.UNSET, StatusCode.ERROR, StatusCode.ERROR);
      assertThat(spans.get(0).getParentSpanId()).isEqualTo(spans.get(2).getSpanId());
    }
  }

  @Test
  void micrometer_timersAndCounters() {
    MeterRegistry registry = new SimpleMeterRegistry();
    run(new MicrometerListener(registry));
    assertThat(registry.get("hooks").tag("hook", "greet").timer().count()).isEqualTo(1);
    assertThat(registry.get("hooks").tag("outcome", "failed").timer().count()).isEqualTo(1);
    assertThat(registry.get("hook.runs").tag("status", "failed").counter().count()).isEqualTo(1);
  }

  /** The simple implementation of SLF4J writes to what System.err is when it logs first. */
  @Test
  void slf4j_linesAndEnds() {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setProperty("org.slf4j.simpleLogger.cacheOutputStream", "false");
    System.setErr(new PrintStream(err, true, UTF_8));
    try {
      run(new Slf4jListener());
    } finally {
      System.setErr(before);
    }
    assertThat(err.toString(UTF_8))
        .contains("INFO hooks - [greet] hello")
        .contains("ERROR hooks - hook \"fail\" (phase deploy) failed")
        .contains("disk full")
        .contains("INFO hooks - deploy, run ");
  }
}
