package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.Condition;
import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan as people read it: a table, and what it says of one hook. */
class PlanTextTest {
  private static final String ALPHABET = "abc äöü 日本語 \u0301 -_.:'\"<>&#[]{}%()";

  /** Returns a hook that describes itself in these words and does nothing. */
  static Hook described(String description) {
    return new Hook() {
      @Override
      public void run(HookContext context) {}

      @Override
      public String description() {
        return description;
      }
    };
  }

  private static HookSpec spec(String name) {
    return HookSpec.of(DEPLOY, name, context -> {});
  }

  private static HookEngineBuilder builder(HookSpec... specs) {
    HookEngineBuilder builder = HookEngine.builder();
    List.of(specs).forEach(builder::register);
    return builder;
  }

  // ---- the table

  @Test
  void table_phase_saysItsLimitAndHowManyHooksMayOverlap() {
    HookPlan plan =
        builder(spec("a"))
            .timeout(DEPLOY, Duration.ofMinutes(9))
            .concurrency(DEPLOY, 2)
            .build()
            .plan(DEPLOY);
    assertThat(plan)
        .hasToString(
            String.join(
                System.lineSeparator(),
                "phase deploy: 1 hook, limit 9 min, 2 at once",
                "  1  a  lambda"));
  }

  @Test
  void table_doesNotFit_isBrokenBetweenWordsInsideItsColumns() {
    HookSpec migrate =
        HookSpec.of(DEPLOY, "migrate", described("bin/migrate --to latest --and-warn"))
            .timeout(Duration.ofMinutes(2))
            .onFailure(FailurePolicy.CONTINUE)
            .retry(RetryPolicy.attempts(3).backoff(Duration.ofSeconds(1)))
            .tags("db", "slow");
    assertThat(builder(migrate, spec("warm")).build().plan(DEPLOY).toText(60))
        .isEqualTo(
            String.join(
                System.lineSeparator(),
                "phase deploy: 2 hooks",
                "  1  migrate  bin/migrate --to        on failure CONTINUE;",
                "              latest --and-warn       limit 2 min;",
                "                                      3 attempts, first wait",
                "                                      1 s; tag db; tag slow",
                "  2  warm     lambda"));
  }

  @Test
  void table_pathDoesNotFit_isBrokenBetweenItsNames() {
    HookSpec migrate =
        HookSpec.of(
                DEPLOY,
                "10-migrate.sh",
                described("/srv/projects/shop/releases/hooks/deploy/10-migrate.sh --to latest"))
            .onFailure(FailurePolicy.CONTINUE)
            .declaredAt("/srv/projects/shop/releases/hooks.yaml:12:3");
    assertThat(builder(migrate).build().plan(DEPLOY).toText(60))
        .isEqualTo(
            String.join(
                System.lineSeparator(),
                "phase deploy: 1 hook",
                "  1  10-migrate.sh  /srv/projects/shop/  on failure",
                "                    releases/hooks/      CONTINUE; declared",
                "                    deploy/              at",
                "                    10-migrate.sh --to   /srv/projects/shop/",
                "                    latest               releases/",
                "                                         hooks.yaml:12:3"));
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 200})
  void table_random_isNeverWiderThanItMayBe(int width) {
    for (int seed = 0; seed < 200; seed++) {
      HookPlan plan = random(new Random(seed)).plan(DEPLOY);
      assertThat(plan.toText(width).lines())
          .as("seed %d", seed)
          .allMatch(line -> line.codePointCount(0, line.length()) <= width);
    }
  }

  private static HookEngine random(Random random) {
    HookEngineBuilder builder = HookEngine.builder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      HookSpec spec =
          HookSpec.of(DEPLOY, "h" + i + text(random, 30), described(text(random, 300)))
              .tags("t" + text(random, 20))
              .undo(described(text(random, 100)))
              .declaredAt("x" + text(random, 60));
      builder.register(random.nextBoolean() ? spec : spec.timeout(Duration.ofSeconds(90)));
    }
    return builder.build();
  }

  private static String text(Random random, int longest) {
    StringBuilder text = new StringBuilder();
    int[] letters = ALPHABET.codePoints().toArray();
    for (int i = random.nextInt(longest); i > 0; i--) {
      text.appendCodePoint(letters[random.nextInt(letters.length)]);
    }
    return text.append('x').toString();
  }

  @Test
  void table_commandOfSeveralLines_staysOnOne() {
    HookSpec hostile = HookSpec.of(DEPLOY, "a", described("x\n  2  fake  rm -rf\r\u001b[2J"));
    assertThat(builder(hostile).build().plan(DEPLOY).toText(200))
        .isEqualTo(
            String.join(
                System.lineSeparator(),
                "phase deploy: 1 hook",
                "  1  a  x\\n  2  fake  rm -rf\\r\\u001b[2J"));
  }

  @Test
  void everyForm_secret_isMasked() {
    HookSpec secret =
        HookSpec.of(DEPLOY, "use hunter2", described("curl -u hunter2"))
            .undo(described("curl hunter2"))
            .when(Condition.withoutEffects("with hunter2", context -> true))
            .tags("hunter2")
            .declaredAt("hunter2.yaml")
            .environment(Environment.empty().withSecret("TOKEN", "hunter2"));
    HookPlan plan = builder(secret).build().plan(DEPLOY);
    assertThat(
            List.of(
                plan.toString(),
                plan.toJson(),
                plan.toMermaid(),
                plan.toDot(),
                plan.why("use hunter2"),
                plan.hooks().get(0).toString(),
                plan.whatIf("use hunter2", WhatIf.Mishap.FAILS).toString(),
                plan.whatIf("use hunter2", WhatIf.Mishap.FAILS).toJson()))
        .allSatisfy(text -> assertThat(text).contains("use ").doesNotContain("hunter2"));
  }

  // ---- why

  @Test
  void why_everythingIsSet_saysPlaceLimitsPoliciesConditionsAndDeclaration() {
    HookSpec warm =
        HookSpec.of(DEPLOY, "warm", described("./warm.sh"))
            .order(5)
            .after("migrate")
            .beforeIfPresent("mail")
            .timeout(Duration.ofMinutes(2))
            .attemptTimeout(Duration.ofSeconds(30))
            .gracePeriod(Duration.ofSeconds(3))
            .retry(RetryPolicy.attempts(3).backoff(Duration.ofSeconds(1)))
            .onFailure(FailurePolicy.IGNORE)
            .when(Condition.withoutEffects("on production", context -> true))
            .when("with a database", context -> true)
            .undo(described("./cool.sh"))
            .tags("slow", "net")
            .declaredAt("app.yaml:12:3");
    HookPlan plan =
        builder(warm, spec("migrate")).timeout(DEPLOY, Duration.ofMinutes(9)).build().plan(DEPLOY);
    assertThat(plan.why("warm"))
        .isEqualTo(
            String.join(
                System.lineSeparator(),
                "hook \"warm\" (phase deploy), number 2 of 2",
                "  command     ./warm.sh",
                "  declared    app.yaml:12:3",
                "  when        in its place, as long as nothing before it aborts the phase",
                "  place       had to wait for \"migrate\"; order 5; registered as number 1; after"
                    + " \"migrate\"; before \"mail\" if that is there",
                "  limits      2 min for all attempts; 30 s for each attempt; 9 min for the phase;"
                    + " grace period 3 s",
                "  attempts    3 attempts, first wait 1 s, each wait 2.0 times as long as the one"
                    + " before, at most 1 min",
                "  on failure  IGNORE: the rest runs, the phase has succeeded with a warning",
                "  conditions  runs only on production; runs only with a database (may have effects,"
                    + " asked by a run only)",
                "  undo        ./cool.sh",
                "  tags        slow, net"));
  }

  @Test
  void why_nothingIsSet_saysTheDefaults() {
    assertThat(builder(spec("a")).build().plan(DEPLOY).why("a"))
        .isEqualTo(
            String.join(
                System.lineSeparator(),
                "hook \"a\" (phase deploy), number 1 of 1",
                "  command     lambda",
                "  declared    in code, without a place",
                "  when        in its place, as long as nothing before it aborts the phase",
                "  place       order 0; registered as number 1",
                "  limits      none of its own",
                "  attempts    1 attempt",
                "  on failure  ABORT: the rest is skipped, the phase has failed",
                "  conditions  none",
                "  undo        none"));
  }

  @Test
  void why_nameInSeveralPhases_explainsAll() {
    Lifecycle lifecycle =
        Lifecycle.named("all").phase(DEPLOY).step("switch", context -> {}).build();
    HookEngine engine = builder(spec("switch").always()).phases(lifecycle).build();
    assertThat(engine.plan(lifecycle).why("switch"))
        .contains(
            "always hook \"switch\" (phase deploy), number 1 of 1",
            "at the end of the phase, in any case",
            "step \"switch\", number 1 of 1",
            "in its place in the lifecycle, unless that is aborted before");
    assertThat(engine.plan(lifecycle).why("deploy/switch")).doesNotContain("step");
  }

  @Test
  void why_unknownHook_isRefusedWithAdvice() {
    HookPlan plan = builder(spec("migrate")).build().plan(DEPLOY);
    assertThatThrownBy(() -> plan.why("migrat"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("why \"migrat\": the plan has no such hook; did you mean \"migrate\"?");
  }

  // ---- what else has a text

  @Test
  void text_ofAnEngineAndOfARun_saysWhatTheyAre() throws Exception {
    HookEngine engine = builder(spec("a"), spec("b")).build();
    assertThat(engine).hasToString("engine of the phases deploy (2)");
    RunHandle handle = engine.start(DEPLOY, Transcript.REQUEST);
    handle.await();
    assertThat(handle).hasToString("deploy succeeded");
  }
}
