package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookListener;
import dev.hookline.api.RunInfo;
import dev.hookline.core.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a listener may do to a run: nothing. */
class ListenerTest {
  private final Transcript transcript = new Transcript();

  @Test
  void listener_throws_isReportedOnceAndChangesNothing() {
    class Broken implements HookListener {
      int calls;

      @Override
      public void phaseStarted(PhaseStarted event) {
        calls++;
        throw new AssertionError("broken listener");
      }

      @Override
      public void hookStarted(HookStarted event) {
        calls++;
      }
    }
    Broken broken = new Broken();
    HookEngine engine =
        HookEngine.builder()
            .listener(broken)
            .listener(transcript)
            .register(transcript.hook("a"))
            .build();
    for (int run = 1; run <= 2; run++) {
      RunReport report = engine.run(DEPLOY, REQUEST);
      assertThat(report.isSuccess()).isTrue();
      assertThat(report.warnings())
          .containsExactly(
              "listener "
                  + Broken.class.getName()
                  + " threw AssertionError: broken listener; it gets no more events of this run");
      assertThat(broken.calls).isEqualTo(run); // each run begins anew
    }
    assertThat(transcript.lines()).hasSize(2 * 7);
  }

  @Test
  void listener_throws_isDroppedOnceAndMayLetGoOfWhatItHolds() {
    class Broken implements HookListener {
      final List<String> dropped = new ArrayList<>();

      @Override
      public void phaseStarted(PhaseStarted event) {
        throw new AssertionError("broken listener");
      }

      @Override
      public void dropped(RunInfo run) {
        dropped.add(run.name());
        throw new AssertionError("broken even then");
      }
    }
    Broken broken = new Broken();
    RunReport report =
        HookEngine.builder()
            .listener(broken)
            .listener(transcript)
            .register(transcript.hook("a"))
            .build()
            .run(DEPLOY, REQUEST);
    assertThat(broken.dropped).containsExactly("deploy");
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.warnings()).hasSize(1);
  }

  @Test
  void listener_slow_doesNotUseUpTheLimitOfTheNextHook() {
    VirtualTime time = new VirtualTime();
    HookListener slow =
        new HookListener() {
          @Override
          public void hookFinished(HookFinished event) {
            time.passDeaf(Duration.ofDays(1));
          }
        };
    RunReport report =
        HookEngine.builder()
            .time(time)
            .threads(time.threads())
            .listener(slow)
            .register(transcript.hook("a"))
            .register(transcript.hook("b").timeout(Duration.ofHours(1)))
            .build()
            .run(DEPLOY, REQUEST);
    assertThat(Transcript.words(report.results())).containsExactly("a succeeded", "b succeeded");
    assertThat(report.duration()).isEqualTo(Duration.ofDays(2)); // the run did wait for it
  }
}
