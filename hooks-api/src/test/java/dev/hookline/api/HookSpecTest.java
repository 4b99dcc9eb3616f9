package dev.hookline.api;

import static dev.hookline.api.testing.Refusals.assertNullRefused;
import static dev.hookline.api.testing.Refusals.assertRefused;
import static dev.hookline.api.testing.Refusals.none;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A hook bound to a phase: its defaults, its copies, what it refuses. */
class HookSpecTest {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final Hook HOOK = context -> {};
  private static final HookSpec SPEC = HookSpec.of(DEPLOY, "a", HOOK);
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void spec_new_hasTheDocumentedDefaults() {
    assertThat(SPEC.phase()).isEqualTo(DEPLOY);
    assertThat(SPEC.kind()).isEqualTo(HookKind.ORDINARY);
    assertThat(SPEC.order()).isEqualTo(HookOrder.byRegistration());
    assertThat(SPEC.timeout()).isEmpty();
    assertThat(SPEC.attemptTimeout()).isEmpty();
    assertThat(SPEC.gracePeriod()).isEmpty();
    assertThat(SPEC.retry()).isSameAs(RetryPolicy.none());
    assertThat(SPEC.onFailure()).isEqualTo(FailurePolicy.ABORT);
    assertThat(SPEC.conditions()).isEmpty();
    assertThat(SPEC.undo()).isEmpty();
    assertThat(SPEC.environment()).isEqualTo(Environment.empty());
    assertThat(SPEC.directory()).isEmpty();
    assertThat(SPEC.output()).isEqualTo(OutputPolicy.AUTOMATIC);
    assertThat(SPEC.declaredAt()).isEmpty();
    assertThat(SPEC.hook().description()).isEqualTo("lambda");
    assertThat(SPEC).hasToString("hook \"a\" (phase deploy)");
  }

  @Test
  void spec_everySetting_returnsANewSpecAndLeavesTheOldOne() {
    List<UnaryOperator<HookSpec>> settings =
        List.of(
            spec -> spec.order(3),
            spec -> spec.before("b"),
            spec -> spec.after("b"),
            spec -> spec.beforeIfPresent("b"),
            spec -> spec.afterIfPresent("b"),
            spec -> spec.preOf("b"),
            spec -> spec.postOf("b"),
            HookSpec::onlyOnFailure,
            HookSpec::always,
            spec -> spec.timeout(SECOND),
            spec -> spec.attemptTimeout(SECOND),
            spec -> spec.gracePeriod(SECOND),
            spec -> spec.retry(RetryPolicy.attempts(2)),
            spec -> spec.onFailure(FailurePolicy.IGNORE),
            spec -> spec.when("on a", context -> true),
            spec -> spec.undo(HOOK),
            spec -> spec.environment(Environment.of("A", "1")),
            spec -> spec.directory(Path.of("x")),
            spec -> spec.output(OutputPolicy.HIDDEN),
            spec -> spec.tags("slow"),
            spec -> spec.declaredAt("app.yaml:1"));
    for (UnaryOperator<HookSpec> setting : settings) {
      HookSpec changed = setting.apply(SPEC);
      assertThat(changed).isNotSameAs(SPEC);
      assertThat(text(changed)).isNotEqualTo(text(SPEC));
    }
    assertThat(text(SPEC)).isEqualTo(text(HookSpec.of(DEPLOY, "a", HOOK)));
  }

  private static String text(HookSpec s) {
    return String.join(
        "|",
        s.toString(),
        s.order().toString(),
        s.timeout().toString(),
        s.attemptTimeout().toString(),
        s.gracePeriod().toString(),
        s.retry().toString(),
        s.onFailure().toString(),
        s.conditions().toString(),
        s.undo().toString(),
        s.environment().toString(),
        s.directory().toString(),
        s.output().toString(),
        s.tags().toString());
  }

  @Test
  void spec_settings_addUpOrReplace() {
    HookSpec spec =
        SPEC.order(1)
            .order(2)
            .after("b", "c")
            .before("d")
            .when("on a", context -> true)
            .when("on b", context -> true)
            .environment(Environment.of("A", "1"))
            .environment(Environment.of("A", "2"))
            .timeout(SECOND)
            .attemptTimeout(SECOND.dividedBy(2))
            .timeout(SECOND.multipliedBy(2))
            .always()
            .declaredAt("app.yaml:1");
    assertThat(spec.order()).hasToString("order 2, after \"b\", after \"c\", before \"d\"");
    assertThat(spec.conditions()).extracting(Condition::words).containsExactly("on a", "on b");
    assertThat(spec.environment().variables()).isEqualTo(Map.of("A", "2"));
    assertThat(spec.timeout()).contains(SECOND.multipliedBy(2));
    assertThat(spec.attemptTimeout()).contains(SECOND.dividedBy(2));
    assertThat(spec).hasToString("always hook \"a\" (phase deploy) at app.yaml:1");
    assertThatThrownBy(() -> spec.conditions().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void spec_null_isRefusedAtOnce() {
    assertNullRefused(
        List.of(
            () -> HookSpec.of(none(), "a", HOOK),
            () -> HookSpec.of(DEPLOY, "a", none()),
            () -> SPEC.before("b", none()),
            () -> SPEC.timeout(none()),
            () -> SPEC.attemptTimeout(none()),
            () -> SPEC.gracePeriod(none()),
            () -> SPEC.retry(none()),
            () -> SPEC.onFailure(none()),
            () -> SPEC.when((Condition) none()),
            () -> SPEC.when("words", none()),
            () -> SPEC.when(none(), context -> true),
            () -> SPEC.undo(none()),
            () -> SPEC.environment(none()),
            () -> SPEC.directory(none()),
            () -> SPEC.declaredAt(none())));
  }

  @Test
  void spec_limitsOutOfRange_areRefused() {
    assertRefused(() -> SPEC.timeout(Duration.ZERO), "hook limit must be longer than zero");
    assertRefused(
        () -> SPEC.timeout(SECOND.negated()), "hook limit must not be negative, but is -1 s");
    assertRefused(
        () -> SPEC.attemptTimeout(Duration.ZERO), "attempt limit must be longer than zero");
    assertRefused(
        () -> SPEC.attemptTimeout(SECOND.negated()),
        "attempt limit must not be negative, but is -1 s");
    assertRefused(
        () -> SPEC.gracePeriod(SECOND.negated()), "grace period must not be negative, but is -1 s");
    assertThat(SPEC.gracePeriod(Duration.ZERO).gracePeriod()).contains(Duration.ZERO);
  }

  @Test
  void spec_secondKind_isRefused() {
    assertThatThrownBy(() -> SPEC.onlyOnFailure().always())
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "on-failure hook \"a\" (phase deploy) cannot become an always hook as well; add"
                + " another hook for that");
    assertThatThrownBy(() -> SPEC.always().onlyOnFailure())
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "always hook \"a\" (phase deploy) cannot become an on-failure hook as well; add"
                + " another hook for that");
    assertThat(SPEC.always().always().kind()).isEqualTo(HookKind.ALWAYS);
  }

  @Test
  void spec_limitOfAnAttemptIsLongerThanThatOfAll_isRefused() {
    String message =
        "attempt limit of 2 s is longer than the hook limit of 1 s, which holds for all attempts"
            + " together; shorten it or leave it out";
    Duration twoSeconds = SECOND.multipliedBy(2);
    assertRefused(() -> SPEC.timeout(SECOND).attemptTimeout(twoSeconds), message);
    assertRefused(() -> SPEC.attemptTimeout(twoSeconds).timeout(SECOND), message);
    assertThat(SPEC.attemptTimeout(SECOND).timeout(SECOND).timeout()).contains(SECOND);
  }

  @Test
  void spec_tags_areKeptInTheirOrderAndOnce() {
    assertThat(SPEC.tags()).isEmpty();
    assertThat(SPEC.tags("slow", "db").tags("slow", "net").tags())
        .containsExactly("slow", "db", "net");
    assertRefused(() -> SPEC.tags(" "), "tag is blank; give it a name");
    assertNullRefused(List.of(() -> SPEC.tags(none())));
  }
}
