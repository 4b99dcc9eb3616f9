package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Condition;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** When a hook runs at all: its conditions, and the dry run that only asks. */
class ConditionTest {
  private static final Path HERE = Path.of("").toAbsolutePath();

  private final Transcript transcript = new Transcript();

  private RunReport run(HookSpec... specs) {
    return transcript.engine(specs).run(DEPLOY, REQUEST);
  }

  @Test
  void conditions_allMustBeMet_firstThatIsNotIsTheReason() {
    RunReport report =
        run(
            transcript.hook("met").when("on a", c -> true).when("on b", c -> true),
            transcript
                .hook("not")
                .when("on a", c -> true)
                .when("on b", c -> false)
                .when(
                    "never asked",
                    c -> {
                      throw new IllegalStateException("asked");
                    }),
            transcript
                .hook("broken")
                .when(
                    "on c",
                    c -> {
                      throw new IOException("cannot tell");
                    }));
    assertThat(Transcript.words(report.results()))
        .containsExactly("met succeeded", "not skipped: runs only on b", "broken failed");
    assertThat(report.failure().orElseThrow())
        .hasMessage("its condition \"on c\" threw IOException: cannot tell");
    assertThat(report.results()).extracting(HookResult::attempts).containsExactly(1, 0, 0);
  }

  @Test
  void dryRun_wholeLifecycle_tellsTheStoryAndExecutesNothing() {
    Lifecycle lifecycle =
        Lifecycle.named("all")
            .phase(DEPLOY)
            .step("switch", context -> transcript.add("executed"))
            .build();
    RunReport report =
        transcript
            .engine(
                transcript.undoable("a"),
                transcript.hook("b").when("with effects", c -> transcript.lines().isEmpty()),
                transcript.hook("c").when(Condition.withoutEffects("on production", c -> false)),
                transcript.hook("f").onlyOnFailure(),
                transcript.hook("z").always())
            .run(lifecycle, REQUEST.dryRun());
    assertThat(transcript.lines())
        .containsExactly(
            "run all",
            "phase deploy",
            "< a skipped: would run lambda in " + HERE,
            "< b skipped: would run lambda in " + HERE + "; with effects: not asked",
            "< c skipped: runs only on production",
            "< f skipped: nothing failed",
            "< z skipped: would run lambda in " + HERE,
            "phase deploy succeeded",
            "phase switch",
            "< switch skipped: would run lambda in " + HERE,
            "phase switch succeeded",
            "run all succeeded");
    assertThat(report.isSuccess()).isTrue();
  }
}
