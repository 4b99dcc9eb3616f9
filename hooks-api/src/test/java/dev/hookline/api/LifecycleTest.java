package dev.hookline.api;

import static dev.hookline.api.testing.Refusals.assertNullRefused;
import static dev.hookline.api.testing.Refusals.assertRefused;
import static dev.hookline.api.testing.Refusals.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.Lifecycle.PhaseStage;
import dev.hookline.api.Lifecycle.StepStage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Phases, steps and hooks of a whole deployment. */
class LifecycleTest {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final Hook HOOK = context -> {};
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final HookSpec SPEC = HookSpec.of(DEPLOY, "a", HOOK);

  @Test
  void lifecycle_nameTwice_isRefused() {
    Lifecycle.Builder builder =
        Lifecycle.named("upsun").phase(DEPLOY).step("freeze", context -> {});
    assertRefused(
        () -> builder.phase(DEPLOY),
        "lifecycle \"upsun\" has a phase or step \"deploy\" already; use another name");
    assertRefused(
        () -> builder.step("deploy", context -> {}),
        "lifecycle \"upsun\" has a phase or step \"deploy\" already; use another name");
    assertRefused(
        () -> builder.phase(Phase.of("freeze")),
        "lifecycle \"upsun\" has a phase or step \"freeze\" already; use another name");
    assertThat(builder.build().stages()).hasSize(2);
  }

  @Test
  void lifecycle_stepThatBecomesSomethingElse_isRefused() {
    Lifecycle.Builder builder = Lifecycle.named("upsun");
    assertThatThrownBy(() -> builder.step("freeze", context -> {}, HookSpec::always))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "step \"freeze\" cannot become an always hook as well; add another hook for that");
    assertRefused(
        () -> builder.step("freeze", context -> {}, step -> SPEC),
        "step \"freeze\" cannot become hook \"a\" (phase deploy)");
    assertThat(builder.build().stages()).isEmpty();
  }

  @Test
  void lifecycle_text_saysWhatFailureMeans() {
    Lifecycle lifecycle =
        Lifecycle.named("upsun")
            .phase(Phase.of("build"))
            .step("freeze", context -> {}, step -> step.onFailure(FailurePolicy.CONTINUE))
            .phase(DEPLOY, FailurePolicy.IGNORE)
            .build();
    assertThat(lifecycle)
        .hasToString(
            String.join(
                System.lineSeparator(),
                "lifecycle upsun",
                "  phase build (on failure: ABORT)",
                "  step freeze (on failure: CONTINUE)",
                "  phase deploy (on failure: IGNORE)"));
    assertThat(lifecycle.name()).isEqualTo("upsun");
    assertThatThrownBy(() -> lifecycle.stages().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void lifecycle_builderUsedAgain_leavesTheFirstOneAlone() {
    Lifecycle.Builder builder = Lifecycle.named("upsun").phase(DEPLOY);
    Lifecycle first = builder.build();
    builder.step("more", context -> {});
    assertThat(first.stages()).hasSize(1);
  }

  @Test
  void lifecycle_null_isRefusedAtOnce() {
    Lifecycle.Builder builder = Lifecycle.named("upsun");
    assertNullRefused(
        List.of(
            () -> builder.phase(none()),
            () -> builder.phase(DEPLOY, none()),
            () -> builder.step("a", none()),
            () -> builder.step("a", context -> {}, none()),
            () -> builder.step("a", context -> {}, step -> none()),
            () -> new PhaseStage(none(), FailurePolicy.ABORT),
            () -> new StepStage(none())));
    assertThat(builder.build().stages()).isEmpty();
  }

  @Test
  void lifecycle_ownHooks_areOnFailureAndAlwaysHooksOfItsName() {
    Lifecycle lifecycle =
        Lifecycle.named("deployment")
            .phase(DEPLOY)
            .onFailure("tell the team", HOOK)
            .always("remove the lock", HOOK, hook -> hook.timeout(SECOND))
            .build();
    assertThat(lifecycle.hooks())
        .extracting(hook -> hook.id().toString())
        .containsExactly(
            "on-failure hook \"tell the team\" (phase deployment)",
            "always hook \"remove the lock\" (phase deployment)");
    assertThat(lifecycle)
        .hasToString(
            String.join(
                System.lineSeparator(),
                "lifecycle deployment",
                "  phase deploy (on failure: ABORT)",
                "  on-failure hook \"tell the team\"",
                "  always hook \"remove the lock\""));
  }

  @Test
  void lifecycle_ownHookTwice_isRefused() {
    Lifecycle.Builder builder = Lifecycle.named("deployment").always("unlock", HOOK);
    assertRefused(
        () -> builder.onFailure("unlock", HOOK),
        "lifecycle \"deployment\" has a hook \"unlock\" already; use another name");
    assertRefused(
        () -> builder.always("page", HOOK, hook -> SPEC),
        "always hook \"page\" (phase deployment) cannot become hook \"a\" (phase deploy)");
  }

  @Test
  void lifecycle_ownHooksBesideAStageOfItsName_areRefused() {
    Lifecycle.Builder builder = Lifecycle.named("deploy").phase(DEPLOY).always("unlock", HOOK);
    assertRefused(
        builder::build,
        "lifecycle \"deploy\" has hooks of its own, and a phase or step of its own name; rename one"
            + " of them");
  }

  @Test
  void around_namesThePhasesAfterTheCommand() {
    assertThat(Lifecycle.around("up", HOOK))
        .hasToString(
            String.join(
                System.lineSeparator(),
                "lifecycle up",
                "  phase pre_up (on failure: ABORT)",
                "  step up (on failure: ABORT)",
                "  phase post_up (on failure: ABORT)"));
  }

  @Test
  void stepStage_ofAnotherKind_isRefused() {
    assertRefused(
        () -> new StepStage(SPEC), "hook \"a\" (phase deploy) is not a step; add it with step(…)");
  }
}
