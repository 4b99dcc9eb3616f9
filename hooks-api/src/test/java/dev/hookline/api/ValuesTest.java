package dev.hookline.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hookline.api.HookOrder.Constraint;
import dev.hookline.api.HookOrder.Relation;
import dev.hookline.api.Lifecycle.PhaseStage;
import dev.hookline.api.Lifecycle.StepStage;
import dev.hookline.api.OutputLine.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The values of the API: what they refuse, in which words, and that nobody changes them. */
class ValuesTest {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final Hook HOOK = context -> {};
  private static final HookSpec SPEC = HookSpec.of(DEPLOY, "a", HOOK);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static <T> T none() {
    return ValuesTest.<T>of(new ArrayList<T>());
  }

  @SuppressWarnings("unchecked")
  private static <T> T of(List<T> empty) {
    return (T) Map.of().get(empty);
  }

  private static void assertNullRefused(List<ThrowingCallable> calls) {
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).isExactlyInstanceOf(NullPointerException.class);
    }
  }

  // ---- HookSpec

  @Test
  void spec_new_hasTheDocumentedDefaults() {
    assertThat(SPEC.phase()).isEqualTo(DEPLOY);
    assertThat(SPEC.kind()).isEqualTo(HookKind.ORDINARY);
    assertThat(SPEC.order()).isEqualTo(HookOrder.byRegistration());
    assertThat(SPEC.limits()).isEqualTo(HookLimits.none());
    assertThat(SPEC.retry()).isSameAs(RetryPolicy.none());
    assertThat(SPEC.onFailure()).isEqualTo(FailurePolicy.ABORT);
    assertThat(SPEC.conditions()).isEmpty();
    assertThat(SPEC.undo()).isEmpty();
    assertThat(SPEC.environment()).isEqualTo(Environment.empty());
    assertThat(SPEC.directory()).isEmpty();
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
            spec -> spec.declaredAt("app.yaml:1"));
    for (UnaryOperator<HookSpec> setting : settings) {
      HookSpec changed = setting.apply(SPEC);
      assertThat(changed).isNotSameAs(SPEC);
      assertThat(text(changed)).isNotEqualTo(text(SPEC));
    }
    spec_new_hasTheDocumentedDefaults();
  }

  private static String text(HookSpec s) {
    return String.join(
        "|",
        s.toString(),
        s.order().toString(),
        s.limits().toString(),
        s.limits().gracePeriod().toString(),
        s.retry().toString(),
        s.onFailure().toString(),
        s.conditions().toString(),
        s.undo().toString(),
        s.environment().toString(),
        s.directory().toString());
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
    assertThat(spec.limits()).hasToString("limit PT2S, attempt limit PT0.5S");
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
        () -> SPEC.timeout(SECOND.negated()), "hook limit must not be negative, but is PT-1S");
    assertRefused(
        () -> SPEC.attemptTimeout(Duration.ZERO), "attempt limit must be longer than zero");
    assertRefused(
        () -> SPEC.attemptTimeout(SECOND.negated()),
        "attempt limit must not be negative, but is PT-1S");
    assertRefused(
        () -> SPEC.gracePeriod(SECOND.negated()),
        "grace period must not be negative, but is PT-1S");
    assertThat(SPEC.gracePeriod(Duration.ZERO).limits().gracePeriod()).contains(Duration.ZERO);
  }

  // ---- HookOrder

  @Test
  void order_attachedTwice_isRefused() {
    String message = "a hook can be attached to one hook only; it is attached before \"b\" already";
    assertRefused(() -> SPEC.preOf("b").preOf("c"), message);
    assertRefused(() -> SPEC.preOf("b").postOf("b"), message);
    assertRefused(
        () -> SPEC.postOf("b").preOf("c"),
        "a hook can be attached to one hook only; it is attached after \"b\" already");
  }

  @Test
  void order_equalPartsInEqualOrder_isEqual() {
    Constraint after = new Constraint(Relation.AFTER, "b", true);
    HookOrder order = HookOrder.byRegistration().number(2).with(after);
    assertThat(order)
        .isEqualTo(HookOrder.byRegistration().with(after).number(2))
        .hasSameHashCodeAs(HookOrder.byRegistration().with(after).number(2))
        .isNotEqualTo(HookOrder.byRegistration().number(2))
        .isNotEqualTo(HookOrder.byRegistration().with(after))
        .isNotEqualTo("order 2, after \"b\"");
    assertThat(order.attachment()).isEmpty();
    assertThat(order.with(new Constraint(Relation.PRE, "c", true)).attachment())
        .contains(new Constraint(Relation.PRE, "c", true));
    assertThatThrownBy(() -> order.constraints().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void order_null_isRefusedAtOnce() {
    assertNullRefused(
        List.of(
            () -> HookOrder.byRegistration().with(none()),
            () -> new Constraint(none(), "b", true),
            () -> new Constraint(Relation.AFTER, none(), true)));
  }

  // ---- RetryPolicy

  @Test
  void retry_outOfRange_isRefused() {
    RetryPolicy policy = RetryPolicy.attempts(3);
    assertRefused(() -> RetryPolicy.attempts(0), "attempts must be at least 1, not 0");
    assertRefused(() -> RetryPolicy.attempts(-1), "attempts must be at least 1, not -1");
    assertRefused(
        () -> policy.backoff(SECOND.negated()), "backoff must not be negative, but is PT-1S");
    assertRefused(
        () -> policy.backoff(SECOND, 0.5, SECOND), "backoff factor must be at least 1, not 0.5");
    assertRefused(
        () -> policy.backoff(SECOND, Double.NaN, SECOND),
        "backoff factor must be at least 1, not NaN");
    assertRefused(
        () -> policy.backoff(SECOND, Double.POSITIVE_INFINITY, SECOND),
        "backoff factor must be at least 1, not Infinity");
    assertRefused(
        () -> policy.backoff(SECOND, 2, Duration.ofMillis(1)),
        "the longest wait PT0.001S is shorter than the first one PT1S");
    assertRefused(() -> policy.jitter(-0.1), "jitter must be from 0 to 1, not -0.1");
    assertRefused(() -> policy.jitter(1.1), "jitter must be from 0 to 1, not 1.1");
    assertRefused(() -> policy.jitter(Double.NaN), "jitter must be from 0 to 1, not NaN");
    assertNullRefused(
        List.of(
            () -> policy.backoff(none()),
            () -> policy.backoff(SECOND, 2, none()),
            () -> policy.onlyIf(none())));
  }

  @Test
  void retry_waits_growUpToTheLongest() {
    RetryPolicy policy = RetryPolicy.attempts(9).backoff(SECOND, 3, Duration.ofSeconds(20));
    assertThat(List.of(1, 2, 3, 4, 5))
        .map(attempt -> policy.waitAfter(attempt, 0.7).toSeconds())
        .containsExactly(1L, 3L, 9L, 20L, 20L);
    RetryPolicy standard = RetryPolicy.attempts(99).backoff(SECOND);
    assertThat(standard.waitAfter(3, 0)).isEqualTo(Duration.ofSeconds(4));
    assertThat(standard.waitAfter(90, 0)).isEqualTo(Duration.ofMinutes(1));
    assertThat(RetryPolicy.attempts(2).backoff(Duration.ofHours(2)).waitAfter(1, 0))
        .isEqualTo(Duration.ofHours(2));
    assertThat(RetryPolicy.attempts(2).waitAfter(1, 0.5)).isZero();
    assertThat(
            RetryPolicy.attempts(Integer.MAX_VALUE)
                .backoff(Duration.ofDays(999_999_999), 9, Duration.ofDays(999_999_999))
                .waitAfter(Integer.MAX_VALUE, 0))
        .isPositive();
  }

  @Test
  void retry_jitter_shortensByAtMostItsPart() {
    RetryPolicy policy = RetryPolicy.attempts(2).backoff(SECOND).jitter(0.25);
    assertThat(policy.waitAfter(1, 0)).isEqualTo(SECOND);
    assertThat(policy.waitAfter(1, 0.5).toMillis()).isCloseTo(875, within(1L));
    assertThat(policy.waitAfter(1, 1).toMillis()).isCloseTo(750, within(1L));
    assertThat(RetryPolicy.attempts(2).backoff(SECOND).jitter(1).waitAfter(1, 1)).isZero();
  }

  @Test
  void retry_predicate_decides() {
    RetryPolicy policy = RetryPolicy.attempts(2).onlyIf(failure -> failure instanceof IOException);
    assertThat(policy.isRetryable(new IOException())).isTrue();
    assertThat(policy.isRetryable(new IllegalStateException())).isFalse();
    assertThat(policy.maxAttempts()).isEqualTo(2);
    assertThat(policy.backoff(SECOND)).hasToString("2 attempts, backoff PT1S");
    assertThat(RetryPolicy.none()).hasToString("1 attempt");
  }

  // ---- Environment

  @Test
  void environment_nameThatCannotBe_isRefused() {
    for (String name :
        List.of("", "A=B", " ", "A B", "A\n", "A\0", "\u00a0", "A\u2003B", "A\u0085")) {
      assertThatThrownBy(() -> Environment.of(name, "1"))
          .isExactlyInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("variable name \"")
          .hasMessageEndingWith(
              "\" cannot be used; it must not be empty and must not contain '=', white space or"
                  + " control characters");
    }
    assertRefused(
        () -> Environment.of("A\tB", "1"),
        "variable name \"A\\u0009B\" cannot be used; it must not be empty and must not contain '=',"
            + " white space or control characters");
    assertRefused(
        () -> Environment.empty().withSecret("A", "hun\0ter2"),
        "the value of variable \"A\" contains NUL, which no process can get");
    assertRefused(
        () -> Environment.of("A", "1").markSecret("A", "B"),
        "variable \"B\" cannot be marked secret: it is not in this layer");
  }

  @Test
  void environment_null_isRefusedAtOnce() {
    Map<String, String> nullValue = new LinkedHashMap<>();
    nullValue.put("A", none());
    assertNullRefused(
        List.of(
            () -> Environment.of(none(), "1"),
            () -> Environment.of("A", none()),
            () -> Environment.of(nullValue),
            () -> Environment.of(ValuesTest.<Map<String, String>>none()),
            () -> Environment.empty().overlaidBy(none()),
            () -> Environment.empty().withSecret("A", none())));
  }

  @Test
  void environment_laterLayer_winsWithItsSecrecy() {
    Environment first = Environment.of("A", "1").withSecret("B", "2").withSecret("C", "3");
    Environment merged =
        first.overlaidBy(Environment.of("B", "plain").withSecret("A", "hidden").with("D", "4"));
    assertThat(merged).hasToString("{A=***, B=plain, C=***, D=4}");
    assertThat(merged.variables())
        .containsExactly(
            Map.entry("A", "hidden"),
            Map.entry("B", "plain"),
            Map.entry("C", "3"),
            Map.entry("D", "4"));
    assertThat(first).hasToString("{A=1, B=***, C=***}");
    assertThat(first.overlaidBy(Environment.empty())).isSameAs(first);
  }

  @Test
  void environment_copiesWhatItWasGivenAndGivesNothingAway() {
    Map<String, String> given = new LinkedHashMap<>(Map.of("A", "1"));
    Environment environment = Environment.of(given);
    given.put("A", "2");
    assertThat(environment).isEqualTo(Environment.of("A", "1"));
    assertThat(environment).hasSameHashCodeAs(Environment.of("A", "1"));
    assertThat(environment).isNotEqualTo(Environment.empty().withSecret("A", "1"));
    assertThatThrownBy(() -> environment.variables().put("B", "2"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> environment.markSecret("A").secretNames().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Environment.inherited().variables().put("B", "2"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(Environment.inherited().variables()).isEqualTo(System.getenv());
  }

  // ---- Lifecycle

  @Test
  void lifecycle_nameTwice_isRefused() {
    Lifecycle.Builder builder = Lifecycle.named("upsun").phase(DEPLOY).step("freeze", () -> {});
    assertRefused(
        () -> builder.phase(DEPLOY),
        "lifecycle \"upsun\" has a phase or step \"deploy\" already; use another name");
    assertRefused(
        () -> builder.step("deploy", () -> {}),
        "lifecycle \"upsun\" has a phase or step \"deploy\" already; use another name");
    assertRefused(
        () -> builder.phase(Phase.of("freeze")),
        "lifecycle \"upsun\" has a phase or step \"freeze\" already; use another name");
    assertThat(builder.build().stages()).hasSize(2);
  }

  @Test
  void lifecycle_stepThatBecomesSomethingElse_isRefused() {
    Lifecycle.Builder builder = Lifecycle.named("upsun");
    assertRefused(
        () -> builder.step("freeze", () -> {}, HookSpec::always),
        "step \"freeze\" cannot become always hook \"freeze\" (phase freeze)");
    assertRefused(
        () -> builder.step("freeze", () -> {}, step -> SPEC),
        "step \"freeze\" cannot become hook \"a\" (phase deploy)");
    assertThat(builder.build().stages()).isEmpty();
  }

  @Test
  void lifecycle_text_saysWhatFailureMeans() {
    Lifecycle lifecycle =
        Lifecycle.named("upsun")
            .phase(Phase.of("build"))
            .step("freeze", () -> {}, step -> step.onFailure(FailurePolicy.CONTINUE))
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
    builder.step("more", () -> {});
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
            () -> builder.step("a", () -> {}, none()),
            () -> builder.step("a", () -> {}, step -> none()),
            () -> new PhaseStage(none(), FailurePolicy.ABORT),
            () -> new StepStage(none())));
    assertThat(builder.build().stages()).isEmpty();
  }

  // ---- the small ones

  @Test
  void key_sameNameAndType_isTheSame() {
    assertThat(HookKey.of("a", String.class))
        .isEqualTo(HookKey.of("a", String.class))
        .isNotEqualTo(HookKey.of("a", Integer.class));
    assertRefused(
        () -> HookKey.of("port", int.class),
        "key \"port\" has the primitive type int, of which there are no objects; use the class that"
            + " boxes it");
    assertNullRefused(List.of(() -> HookKey.of("a", none())));
  }

  @Test
  void id_text_namesKindNameAndPhase() {
    assertThat(new HookId(DEPLOY, "a", HookKind.ORDINARY)).hasToString("hook \"a\" (phase deploy)");
    assertThat(new HookId(DEPLOY, "a", HookKind.STEP)).hasToString("step \"a\"");
    assertThat(new HookId(DEPLOY, "a", HookKind.UNDO)).hasToString("undo of \"a\" (phase deploy)");
    assertThat(new HookId(DEPLOY, "a", HookKind.ON_FAILURE))
        .hasToString("on-failure hook \"a\" (phase deploy)");
    assertThat(new HookId(DEPLOY, "a\n", HookKind.ALWAYS))
        .hasToString("always hook \"a\\u000a\" (phase deploy)");
  }

  @Test
  void outcome_everyEnding_answersTheTwoQuestions() {
    IOException cause = new IOException("broke");
    HookOutcome failed = new HookOutcome.Failed(cause);
    HookOutcome timedOut = new HookOutcome.TimedOut(Limit.HOOK, SECOND, cause);
    HookOutcome cancelled = new HookOutcome.Cancelled(cause);
    HookOutcome skipped = new HookOutcome.Skipped(SkipReason.because("no need"));
    HookOutcome succeeded = HookOutcome.succeeded();
    assertThat(List.of(succeeded, skipped, failed, timedOut, cancelled))
        .extracting(
            o -> o + " " + o.isSuccess() + " " + o.isFailure() + " " + o.failure().isPresent())
        .containsExactly(
            "succeeded true false false",
            "skipped false false false",
            "failed false true true",
            "timed out false true true",
            "cancelled false false true");
    assertThat(failed.failure()).containsSame(cause);
  }

  @Test
  void exceptions_whatTheyCarry() {
    assertThat(new HookExitException(3, "exit code 3").exitCode()).isEqualTo(3);
    assertRefused(
        () -> new HookExitException(0, "fine"), "exit code 0 is a success; throw nothing");
    SkipReason reason = SkipReason.noSuchFile(Path.of("x.sh"));
    assertThat(new HookSkippedException(reason).reason()).isSameAs(reason);
    assertThat(new HookSkippedException(reason)).hasMessage("no such file: x.sh");
    assertThat(SkipReason.notForRole("worker")).hasToString("not for role \"worker\"");
    assertThat(new HookSourceException(List.of("a", "b")).problems()).containsExactly("a", "b");
    assertThat(new HookSourceException("a")).hasMessage("a");
    assertRefused(() -> new HookSourceException(List.of()), "no problem given");
    assertNullRefused(List.of(() -> new HookSkippedException(none())));
  }

  @Test
  void output_kept_saysWhatIsMissing() {
    assertThat(KeptOutput.none().isEmpty()).isTrue();
    assertThat(new KeptOutput("a", 0, "b").text()).isEqualTo("ab");
    assertThat(new KeptOutput("a", 7, "b").text()).isEqualTo("a\n[… 7 bytes omitted …]\nb");
    assertThat(new KeptOutput("", 7, "").isEmpty()).isFalse();
    HookId hook = new HookId(DEPLOY, "a", HookKind.ORDINARY);
    assertNullRefused(
        List.of(
            () -> new KeptOutput(none(), 0, ""),
            () -> new KeptOutput("", 0, none()),
            () -> new OutputLine(none(), Channel.OUT, "", false),
            () -> new OutputLine(hook, none(), "", false),
            () -> new OutputLine(hook, Channel.OUT, none(), false),
            () -> LeftBehind.process(1, none())));
    assertThat(LeftBehind.process(7, "sleep 60")).hasToString("process 7: sleep 60");
  }

  @Test
  void condition_knowsWhetherADryRunMayAsk() throws Exception {
    Condition free = Condition.withoutEffects("on production", context -> true);
    assertThat(free.isWithoutEffects()).isTrue();
    assertThat(free).hasToString("on production");
    assertThat(Condition.of("on production", context -> false).isWithoutEffects()).isFalse();
  }

  @Test
  void kinds_order_isUndoOnFailureAlways() {
    assertThat(HookKind.values())
        .filteredOn(HookKind::isCleanup)
        .containsExactly(HookKind.UNDO, HookKind.ON_FAILURE, HookKind.ALWAYS);
  }
}
