package dev.hookline.core.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecordingTest {
  private static final Phase DEPLOY = Phase.of("deploy");

  @TempDir Path directory;

  private final HookEngine engine =
      HookEngine.builder()
          .flightRecorder()
          .register(
              HookSpec.of(
                      DEPLOY,
                      "migrate",
                      context -> {
                        if (context.attempt() == 1) {
                          throw new IOException("no connection");
                        }
                      })
                  .retry(RetryPolicy.attempts(2)))
          .register(HookSpec.of(DEPLOY, "page", context -> {}).onlyOnFailure())
          .build();

  @Test
  void recordingIsOn_hasEachRunPhaseHookAndAttempt() throws IOException {
    Path file = directory.resolve("runs.jfr");
    String id;
    try (Recording recording = new Recording()) {
      recording.start();
      id = run().runId();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events =
        RecordingFile.readAllEvents(file).stream()
            .filter(event -> event.getEventType().getName().startsWith("dev.hookline."))
            .toList();
    assertThat(events).allMatch(event -> event.getString("run").equals(id));
    assertThat(events.stream().map(FlightRecordingTest::words))
        .containsExactlyInAnyOrder(
            "Attempt hook \"migrate\" (phase deploy) failed 1",
            "Attempt hook \"migrate\" (phase deploy) succeeded 2",
            "Hook hook \"migrate\" (phase deploy) succeeded",
            "Phase deploy succeeded",
            "Run deploy succeeded");
  }

  @Test
  void recordingIsOff_thereIsNoListener() {
    run();
    assertThat(FlightRecording.ofRun()).isEmpty();
  }

  private RunReport run() {
    return engine.run(DEPLOY, HookRequest.in(directory));
  }

  private static String words(RecordedEvent event) {
    Stream<String> fields =
        event.getFields().stream()
            .map(field -> field.getName())
            .filter(
                name ->
                    List.of("hook", "name", "phase", "outcome", "status", "attempt").contains(name))
            .map(event::<Object>getValue)
            .map(String::valueOf);
    String type = event.getEventType().getName().replace("dev.hookline.", "");
    return type + " " + String.join(" ", fields.toList());
  }
}
