package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hookline.api.Environment;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookEvent;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSourceException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Lifecycle.StepStage;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HookPlannerTest {

  private static HookSpec spec(String name) {
    return HookSpec.of(DEPLOY, name, context -> {});
  }

  private static HookEngine engine(HookSpec... specs) {
    HookEngineBuilder builder = HookEngine.builder();
    List.of(specs).forEach(builder::register);
    return builder.build();
  }

  private static List<String> order(HookSpec... specs) {
    return names(engine(specs).plan(DEPLOY));
  }

  private static List<String> names(HookPlan plan) {
    return plan.hooks().stream().map(PlannedHook::name).toList();
  }

  private static List<String> problems(HookSpec... specs) {
    return catchThrowableOfType(HookConfigurationException.class, () -> engine(specs)).problems();
  }

  // ---- order

  @Test
  void plan_nothingSaid_isInOrderOfRegistration() {
    assertThat(order(spec("c"), spec("a"), spec("b"))).containsExactly("c", "a", "b");
  }

  @Test
  void plan_numbers_smallerOnesGoFirst() {
    assertThat(
            order(
                spec("most").order(Integer.MAX_VALUE),
                spec("zero"),
                spec("one").order(1),
                spec("minus").order(-1),
                spec("least").order(Integer.MIN_VALUE),
                spec("zero too")))
        .containsExactly("least", "minus", "zero", "zero too", "one", "most");
  }

  @Test
  void plan_manyDifferentNumbers_standInTheirOrderAndThenInThatOfRegistration() {
    Random random = new Random(7);
    List<HookSpec> specs = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      int number = random.nextInt() >> random.nextInt(Integer.SIZE);
      specs.add(spec("h" + i).order(number));
    }
    List<String> plan = order(specs.toArray(HookSpec[]::new));
    specs.sort(Comparator.comparingInt(spec -> spec.order().number()));
    assertThat(plan).isEqualTo(specs.stream().map(HookSpec::name).toList());
  }

  @Test
  void plan_namesOfOneHash_areNotMistakenForOneAnother() {
    List<HookSpec> specs = new ArrayList<>();
    for (int i = 0; i < 1 << 13; i++) {
      specs.add(spec(nameOfOneHash(i)).before(nameOfOneHash(Math.max(0, i - 1))));
    }
    specs.set(0, spec(nameOfOneHash(0)));
    List<String> plan = order(specs.toArray(HookSpec[]::new));
    Collections.reverse(specs);
    assertThat(plan).isEqualTo(specs.stream().map(HookSpec::name).toList());
    assertThat(problems(spec("Aa"), spec("BB"), spec("BB").after("C#"))).hasSize(2);
  }

  /** Returns one of 8,192 names that all have the same hash. */
  private static String nameOfOneHash(int number) {
    assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
    StringBuilder name = new StringBuilder();
    for (int bit = 0; bit < 13; bit++) {
      name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return name.toString();
  }

  @Test
  void plan_constraint_outweighsNumberAndRegistration() {
    assertThat(order(spec("a").order(-5).after("b"), spec("b").order(5))).containsExactly("b", "a");
    assertThat(order(spec("a"), spec("b").before("a"))).containsExactly("b", "a");
  }

  @Test
  void plan_hookThatWaits_takesItsNumberAmongThoseThatMayRunNext() {
    assertThat(
            order(
                spec("x").order(3),
                spec("urgent").order(-1).after("late"),
                spec("late").order(2),
                spec("y").order(1)))
        .containsExactly("y", "late", "urgent", "x");
  }

  @Test
  void plan_constraintTwice_isTheSameAsOnce() {
    assertThat(order(spec("a").after("b", "b").after("b"), spec("b").before("a")))
        .containsExactly("b", "a");
  }

  @Test
  void plan_optionalName_holdsIfItIsThere() {
    assertThat(order(spec("a").afterIfPresent("b", "ghost"), spec("b").beforeIfPresent("nobody")))
        .containsExactly("b", "a");
  }

  @Test
  void plan_kinds_runInTheirOrderWhateverTheNumbers() {
    assertThat(
            order(
                spec("z").always().order(-9),
                spec("f").onlyOnFailure().order(-8),
                spec("a").order(9).before("f", "z")))
        .containsExactly("a", "f", "z");
  }

  // ---- attachment

  @Test
  void plan_attached_standsRightBesideItsTargetAndMovesWithIt() {
    assertThat(
            order(
                spec("pre").preOf("target").order(100),
                spec("first"),
                spec("post").postOf("target").order(-100),
                spec("target").order(5),
                spec("last").order(7)))
        .containsExactly("first", "pre", "target", "post", "last");
  }

  @Test
  void plan_attachedToAttached_standsRightBesideThatOne() {
    assertThat(
            order(
                spec("t"),
                spec("post").postOf("t"),
                spec("pre").preOf("t"),
                spec("pre of post").preOf("post"),
                spec("post of pre").postOf("pre"),
                spec("pre of pre of post").preOf("pre of post"),
                spec("other")))
        .containsExactly(
            "pre", "post of pre", "t", "pre of pre of post", "pre of post", "post", "other");
  }

  @Test
  void plan_severalOnOneSide_areSortedLikeHooks() {
    assertThat(
            order(
                spec("t"),
                spec("p1").preOf("t").order(2),
                spec("p2").preOf("t"),
                spec("p3").preOf("t"),
                spec("p4").preOf("t").order(1).after("p1"),
                spec("q1").postOf("t").after("q2"),
                spec("q2").postOf("t")))
        .containsExactly("p2", "p3", "p1", "p4", "t", "q2", "q1");
  }

  @Test
  void plan_constraintOfAttached_movesTheWholeBlock() {
    assertThat(order(spec("t"), spec("pre").preOf("t").after("late"), spec("other"), spec("late")))
        .containsExactly("other", "late", "pre", "t");
  }

  /** Two pieces on one side of a target, of which one carries what the constraint names. */
  @Test
  void plan_constraintBetweenHooksAttachedAtDifferentDepths_ordersThePiecesInWhichTheyMove() {
    assertThat(
            order(
                spec("h0").preOf("h3"),
                spec("h1").postOf("h0"),
                spec("h2").preOf("h3").before("h1"),
                spec("h3")))
        .containsExactly("h2", "h0", "h1", "h3");
  }

  @Test
  void build_attachedHookAfterItself_isACycleOfThatHook() {
    assertThat(problems(spec("t"), spec("p").preOf("t").after("p")))
        .containsExactly(
            "hooks of phase deploy form an ordering cycle: p → p; remove one of the constraints");
  }

  @Test
  void plan_constraintAcrossTheTarget_isKeptByTheAttachments() {
    assertThat(
            order(
                spec("t").after("pre"),
                spec("pre").preOf("t"),
                spec("post").postOf("t").after("pre", "t")))
        .containsExactly("pre", "t", "post");
  }

  // ---- sameness

  @Test
  void plan_anyLocale_isTheSame() {
    Locale before = Locale.getDefault();
    List<List<String>> plans = new ArrayList<>();
    try {
      for (String tag : List.of("en", "tr", "ar-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        HookEngine engine =
            engine(
                spec("I").order(12),
                spec("ı").order(-3),
                spec("i"),
                spec("ö").after("I"),
                spec("Z"));
        plans.add(engine.plan(DEPLOY).toString().lines().toList());
      }
    } finally {
      Locale.setDefault(before);
    }
    assertThat(plans).containsOnly(plans.get(0));
  }

  @Test
  void plan_anyThread_isTheSame() throws Exception {
    List<HookSpec> specs = random(300, 7);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<String> build =
          () -> {
            HookEngineBuilder builder = HookEngine.builder();
            for (HookSpec spec : specs) {
              threads.submit(() -> builder.register(spec)).get(); // each on another thread
            }
            return builder.build().plan(DEPLOY).toString();
          };
      String plan = build.call();
      ExecutorService builders = Executors.newFixedThreadPool(3);
      try {
        for (Future<String> other : builders.invokeAll(Collections.nCopies(4, build))) {
          assertThat(other.get()).isEqualTo(plan);
        }
      } finally {
        builders.shutdown();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void plan_random_obeysEveryConstraintAndIsTheSmallestSuchOrder() {
    for (int seed = 0; seed < 50; seed++) {
      List<HookSpec> specs = random(40, seed);
      List<String> plan = order(specs.toArray(new HookSpec[0]));
      assertThat(plan).isEqualTo(slowOrder(specs));
    }
  }

  private static List<HookSpec> random(int count, int seed) {
    Random random = new Random(seed);
    List<HookSpec> specs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      HookSpec spec = spec("h" + i).order(random.nextInt(5) - 2);
      for (int c = 0; c < 2 && i > 0; c++) {
        spec = spec.after("h" + random.nextInt(i));
      }
      specs.add(spec);
    }
    Collections.shuffle(specs, random);
    return specs;
  }

  /** The rule of HookOrder, word by word, without attachments. */
  private static List<String> slowOrder(List<HookSpec> specs) {
    List<HookSpec> left = new ArrayList<>(specs);
    List<String> done = new ArrayList<>();
    while (!left.isEmpty()) {
      HookSpec next = null;
      for (HookSpec spec : left) {
        boolean mayRun =
            spec.order().constraints().stream().allMatch(c -> done.contains(c.other()));
        if (mayRun && (next == null || spec.order().number() < next.order().number())) {
          next = spec;
        }
      }
      left.remove(next);
      done.add(String.valueOf(next == null ? null : next.name()));
    }
    return done;
  }

  // ---- scale

  @Test
  @Timeout(20)
  void plan_chainOf100000_neitherOverflowsNorIsSlow() {
    int count = 100_000;
    HookEngineBuilder builder = HookEngine.builder();
    for (int i = 0; i < count; i++) {
      HookSpec spec = spec("h" + i);
      builder.register(i + 1 < count ? spec.after("h" + (i + 1)) : spec);
    }
    List<String> plan = names(builder.build().plan(DEPLOY));
    assertThat(plan).hasSize(count).startsWith("h99999", "h99998").endsWith("h1", "h0");
  }

  @Test
  @Timeout(20)
  void plan_attachments100000Deep_neitherOverflowNorAreSlow() {
    int count = 100_000;
    for (boolean deepestFirst : List.of(true, false)) {
      HookEngineBuilder builder = HookEngine.builder();
      for (int i = 0; i < count; i++) {
        int depth = deepestFirst ? count - 1 - i : i;
        HookSpec spec = spec("h" + depth);
        builder.register(depth == 0 ? spec : spec.preOf("h" + (depth - 1)));
      }
      List<String> plan = names(builder.build().plan(DEPLOY));
      assertThat(plan).hasSize(count).startsWith("h99999", "h99998").endsWith("h1", "h0");
    }
  }

  @Test
  @Timeout(20)
  void build_cycleOf100000_isReportedByItsBeginningAndItsEnd() {
    int count = 100_000;
    HookSpec[] specs = new HookSpec[count];
    for (int i = 0; i < count; i++) {
      specs[i] = spec("h" + i).before("h" + (i + 1) % count);
    }
    assertThat(problems(specs))
        .containsExactly(
            "hooks of phase deploy form an ordering cycle: h0 → h1 → h2 → h3 → h4 → h5 → … 99,989"
                + " more … → h99995 → h99996 → h99997 → h99998 → h99999 → h0; remove one of the"
                + " constraints");
  }

  // ---- circles

  @Test
  void build_circle_printsItsPathFromItsFirstHook() {
    assertThat(
            problems(
                spec("free"), spec("c").before("a"), spec("a").before("b"), spec("b").before("c")))
        .containsExactly(
            "hooks of phase deploy form an ordering cycle: c → a → b → c; remove one of the"
                + " constraints");
  }

  @Test
  void build_hookBeforeItself_isACircle() {
    assertThat(problems(spec("a").after("a")))
        .containsExactly(
            "hooks of phase deploy form an ordering cycle: a → a; remove one of the constraints");
  }

  @Test
  void build_severalCircles_areAllReportedAndWhatHangsOnThemIsNot() {
    assertThat(
            problems(
                spec("a").after("b"),
                spec("b").after("a"),
                spec("hangs on a").after("a"),
                spec("x").after("y"),
                spec("y").after("x"),
                spec("hangs on both").after("hangs on a", "y")))
        .containsExactly(
            "hooks of phase deploy form an ordering cycle: a → b → a; remove one of the"
                + " constraints",
            "hooks of phase deploy form an ordering cycle: x → y → x; remove one of the"
                + " constraints");
  }

  @Test
  void build_circleOfAttachments_isReportedOnce() {
    assertThat(problems(spec("c").preOf("a"), spec("a").preOf("b"), spec("b").postOf("a")))
        .containsExactly(
            "hooks of phase deploy are attached to one another: a → b → a; remove one of the"
                + " constraints");
  }

  @Test
  void build_constraintOnWhatIsAttachedInACircle_reportsTheCircle() {
    assertThat(
            problems(
                spec("x").preOf("a").after("b"),
                spec("a").preOf("b"),
                spec("b").preOf("a"),
                spec("y").postOf("b").before("x")))
        .contains(
            "hooks of phase deploy are attached to one another: a → b → a; remove one of the"
                + " constraints");
  }

  @Test
  void build_circleAmongSiblings_isReported() {
    assertThat(
            problems(spec("t"), spec("p").preOf("t").after("q"), spec("q").preOf("t").after("p")))
        .containsExactly(
            "hooks of phase deploy form an ordering cycle: p → q → p; remove one of the"
                + " constraints");
  }

  // ---- mistakes

  @Test
  void build_constraintAgainstAttachment_isRefused() {
    assertThat(problems(spec("t"), spec("pre").preOf("t").after("t")))
        .containsExactly(
            "hook \"pre\" (phase deploy) is ordered after \"t\", but what they are attached to puts"
                + " it on the other side; remove the constraint or the attachment");
  }

  @Test
  void build_constraintAgainstKinds_isRefused() {
    assertThat(
            problems(
                spec("a").after("z"), spec("z").always(), spec("f").onlyOnFailure().after("z")))
        .containsExactly(
            "hook \"a\" (phase deploy) is ordered after \"z\", which is an always hook; ordinary"
                + " hooks run first, then on-failure hooks, then always hooks: remove the constraint",
            "on-failure hook \"f\" (phase deploy) is ordered after \"z\", which is an always hook;"
                + " ordinary hooks run first, then on-failure hooks, then always hooks: remove the"
                + " constraint");
  }

  @Test
  void build_constraintAgainstKindsWithAttachments_isReportedOnce() {
    assertThat(
            problems(
                spec("a").after("z"),
                spec("p").preOf("a"),
                spec("z").always(),
                spec("p").after("z")))
        .hasSize(3);
  }

  @Test
  void build_attachedToAnotherKind_isRefused() {
    assertThat(problems(spec("a"), spec("z").always().postOf("a")))
        .containsExactly(
            "always hook \"z\" (phase deploy) is attached after \"a\", which is an ordinary hook;"
                + " attach it to a hook of its own kind");
  }

  private static Lifecycle withStep() {
    return Lifecycle.named("upsun").step("freeze", context -> {}).build();
  }

  @Test
  void plan_attachedToADeclaredStep_standsBesideIt() {
    Phase freeze = Phase.of("freeze");
    HookEngine engine =
        HookEngine.builder()
            .phases(withStep())
            .register(HookSpec.of(freeze, "thaw", context -> {}).postOf("freeze"))
            .register(HookSpec.of(freeze, "chill", context -> {}).before("freeze"))
            .build();
    assertThat(names(engine.plan(withStep()).phases().get(0)))
        .containsExactly("chill", "freeze", "thaw");
    assertThat(names(engine.plan(freeze))).containsExactly("chill", "freeze", "thaw");
  }

  @Test
  void build_attachedToAStepThatIsNotDeclared_saysHowToDeclareIt() {
    HookSpec thaw = HookSpec.of(Phase.of("freeze"), "thaw", context -> {}).postOf("freeze");
    assertThat(problems(thaw))
        .containsExactly(
            "hook \"thaw\" (phase freeze) is attached after \"freeze\", but no hook of that name is"
                + " registered for phase freeze; register it, or declare the lifecycle that has the"
                + " step with phases(…)");
  }

  @Test
  void build_step_isRefused() {
    Lifecycle lifecycle = Lifecycle.named("upsun").step("freeze", context -> {}).build();
    HookSpec step = ((StepStage) lifecycle.stages().get(0)).spec();
    assertThat(problems(step))
        .containsExactly(
            "step \"freeze\" belongs to a lifecycle and cannot be registered; register a hook");
  }

  @Test
  void build_tenMistakes_reportsTenMistakesAndBuildsNothing() {
    AtomicInteger runs = new AtomicInteger();
    Hook hook = context -> runs.incrementAndGet();
    Phase build = Phase.of("build");
    Phase typo = Phase.of("deplyo");
    HookEngineBuilder builder =
        HookEngine.builder()
            .phases(build, DEPLOY)
            .timeout(typo, Duration.ofSeconds(1))
            .load(
                () -> {
                  throw new HookSourceException(
                      List.of("app.yaml:3:1: unknown key", "app.yaml:7:5: no command"));
                })
            .register(HookSpec.of(DEPLOY, "migrate", hook).declaredAt("hooks/10-migrate.sh"))
            .register(DEPLOY, "migrate", hook)
            .register(HookSpec.of(DEPLOY, "a", hook).after("lint").declaredAt("app.yaml:9:3"))
            .register(HookSpec.of(DEPLOY, "b", hook).preOf("ghost"))
            .register(HookSpec.of(DEPLOY, "c", hook).after("d"))
            .register(HookSpec.of(DEPLOY, "d", hook).after("c"))
            .register(HookSpec.of(DEPLOY, "z", hook).always().before("a"))
            .register(HookSpec.of(typo, "e", hook))
            .register(HookSpec.of(build, "f", hook).postOf("f"));
    assertThatThrownBy(builder::build)
        .isExactlyInstanceOf(HookConfigurationException.class)
        .hasMessage(
            String.join(
                System.lineSeparator(),
                "10 problems in the hooks; nothing was built:",
                "- app.yaml:3:1: unknown key",
                "- app.yaml:7:5: no command",
                "- hook \"e\" (phase deplyo) is for a phase that the tool does not have; did you mean"
                    + " \"deploy\"?",
                "- a limit is set for phase deplyo, which the tool does not have; did you mean"
                    + " \"deploy\"?",
                "- hooks of phase build are attached to one another: f → f; remove one of the"
                    + " constraints",
                "- hook \"migrate\" (phase deploy) has the same name as the one registered before it"
                    + " at hooks/10-migrate.sh; names are unique within a phase, rename one of them",
                "- hook \"b\" (phase deploy) is attached before \"ghost\", but no hook of that name"
                    + " is registered for phase deploy; register it or remove the constraint",
                "- hook \"a\" (phase deploy) at app.yaml:9:3 is ordered after \"lint\", but no hook"
                    + " of that name is registered for phase deploy; register it or remove the"
                    + " constraint",
                "- always hook \"z\" (phase deploy) is ordered before \"a\", which is an ordinary"
                    + " hook; ordinary hooks run first, then on-failure hooks, then always hooks:"
                    + " remove the constraint",
                "- hooks of phase deploy form an ordering cycle: c → d → c; remove one of the"
                    + " constraints"));
    assertThat(runs).hasValue(0);
  }

  @Test
  void build_orderedAfterAMisspeltHook_asksWhetherAnotherOneIsMeant() {
    assertThatThrownBy(
            HookEngine.builder()
                    .register(spec("warm").after("migrat"))
                    .register(spec("lint"))
                    .register(spec("migrate"))
                ::build)
        .hasMessage(
            String.join(
                System.lineSeparator(),
                "1 problem in the hooks; nothing was built:",
                "- hook \"warm\" (phase deploy) is ordered after \"migrat\", but no hook of that name"
                    + " is registered for phase deploy; did you mean \"migrate\"?"));
  }

  @Test
  void build_orderedAfterAHookOfAnotherPhase_saysWhereThatIs() {
    Hook hook = context -> {};
    assertThatThrownBy(
            HookEngine.builder()
                    .register(spec("migrate"))
                    .register(HookSpec.of(Phase.of("post_deploy"), "warm", hook).after("migrate"))
                ::build)
        .hasMessage(
            String.join(
                System.lineSeparator(),
                "1 problem in the hooks; nothing was built:",
                "- hook \"warm\" (phase post_deploy) is ordered after \"migrate\", but no hook of"
                    + " that name is registered for phase post_deploy; there is one in phase deploy,"
                    + " but an order holds within one phase: remove the constraint"));
  }

  @Test
  void build_secretInAProblem_isMasked() {
    HookSource source =
        () ->
            List.of(
                spec("a")
                    .environment(Environment.empty().withSecret("TOKEN", "hunter2"))
                    .after("hunter2"));
    assertThatThrownBy(() -> HookEngine.builder().load(source).build())
        .hasMessageContaining("is ordered after \"***\"")
        .hasMessageNotContaining("hunter2");
  }

  // ---- what is shown is what runs

  @Test
  void plan_askedTwice_isTheSameObject() {
    HookEngine engine = engine(spec("a"));
    assertThat(engine.plan(DEPLOY)).isSameAs(engine.plan(DEPLOY));
    Lifecycle lifecycle = Lifecycle.named("all").phase(DEPLOY).build();
    assertThat(engine.plan(lifecycle).phases()).containsExactly(engine.plan(DEPLOY));
    assertThat(engine.plan(lifecycle).phase("deploy")).contains(engine.plan(DEPLOY));
    assertThat(engine.plan(lifecycle).phase("ghost")).isEmpty();
  }

  @Test
  void run_planned_executesExactlyTheHooksOfThePlan() {
    List<String> ran = Collections.synchronizedList(new ArrayList<>());
    HookEngineBuilder builder = HookEngine.builder();
    for (HookSpec spec : random(60, 3)) {
      HookSpec writing = HookSpec.of(DEPLOY, spec.name(), context -> ran.add(context.name()));
      HookSpec ordered = writing.order(spec.order().number());
      for (var constraint : spec.order().constraints()) {
        ordered = ordered.after(constraint.other());
      }
      builder.register(ordered);
    }
    HookEngine engine = builder.build();
    engine.run(DEPLOY, REQUEST).throwIfFailed();
    assertThat(ran).isEqualTo(names(engine.plan(DEPLOY)));
  }

  @Test
  void plan_changedFromOutside_isRefused() {
    List<PlannedHook> hooks = engine(spec("a")).plan(DEPLOY).hooks();
    assertThatThrownBy(hooks::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void register_fromInsideARun_doesNotChangeTheRunOrTheEngine() {
    HookEngineBuilder builder = HookEngine.builder();
    List<String> ran = new ArrayList<>();
    builder.register(
        DEPLOY,
        "a",
        context -> {
          ran.add("a");
          builder.register(DEPLOY, "b", more -> ran.add("b"));
        });
    HookEngine engine = builder.build();
    engine.run(DEPLOY, REQUEST).throwIfFailed();
    assertThat(ran).containsExactly("a");
    assertThat(names(engine.plan(DEPLOY))).containsExactly("a");
    assertThat(names(builder.build().plan(DEPLOY))).containsExactly("a", "b");
  }

  @Test
  void plan_text_saysCommandPlaceLimitsAndPolicies() {
    class Script implements Hook {
      @Override
      public void run(HookContext context) {}

      @Override
      public String description() {
        return "sh migrate.sh --token hunter2";
      }
    }
    HookEngine engine =
        engine(
            spec("warm")
                .postOf("migrate")
                .onFailure(FailurePolicy.IGNORE)
                .retry(RetryPolicy.attempts(3).backoff(Duration.ofSeconds(1))),
            HookSpec.of(DEPLOY, "migrate", new Script())
                .after("lint")
                .order(5)
                .timeout(Duration.ofMinutes(2))
                .attemptTimeout(Duration.ofSeconds(30))
                .when("on production", context -> true)
                .when("with a database", context -> true)
                .undo(new Script())
                .environment(Environment.empty().withSecret("TOKEN", "hunter2"))
                .declaredAt("app.yaml:12:3"),
            spec("lint").order(-1),
            spec("free").order(6),
            spec("mail").onlyOnFailure(),
            spec("unlock").always());
    assertThat(engine.plan(DEPLOY).toText(200))
        .isEqualTo(
            String.join(
                System.lineSeparator(),
                "phase deploy: 6 hooks",
                "  1  lint     lambda                     order -1",
                "  2  migrate  sh migrate.sh --token ***  order 5; after \"lint\"; limit 2 min;"
                    + " attempt limit 30 s; runs only on production; runs only with a database;"
                    + " undo: sh migrate.sh --token ***; declared at",
                " ".repeat(41) + "app.yaml:12:3",
                "  3  warm     lambda                     immediately after \"migrate\"; on failure"
                    + " IGNORE; 3 attempts, first wait 1 s",
                "  4  free     lambda                     order 6",
                "  5  mail     lambda                     on-failure hook",
                "  6  unlock   lambda                     always hook"));
  }

  @Test
  void plan_lifecycleText_namesStagesAndWhatTheirFailureMeans() {
    Lifecycle lifecycle =
        Lifecycle.named("upsun")
            .phase(DEPLOY, FailurePolicy.IGNORE)
            .step(
                "freeze",
                context -> {},
                step -> step.environment(Environment.empty().withSecret("K", "hidden")))
            .always("unlock", context -> {})
            .build();
    assertThat(engine(spec("a")).plan(lifecycle))
        .hasToString(
            String.join(
                System.lineSeparator(),
                "lifecycle upsun: 3 hooks",
                "phase deploy: 1 hook, if it fails IGNORE",
                "  1  a       lambda",
                "step freeze: 1 hook",
                "  1  freeze  lambda  step",
                "at the end of lifecycle upsun: 1 hook",
                "  1  unlock  lambda  always hook"));
  }

  // ---- phases

  @Test
  void plan_phaseNotDeclared_isRefusedAndNamed() {
    HookEngine engine = HookEngine.builder().phases(DEPLOY, Phase.of("build")).build();
    String message =
        "phase \"typo\" is unknown to this engine; its phases are \"deploy\", \"build\"; declare"
            + " another one with phases(…)";
    Phase typo = Phase.of("typo");
    assertThatThrownBy(() -> engine.plan(typo))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> engine.run(typo, REQUEST)).hasMessage(message);
    assertThatThrownBy(() -> engine.start(typo, REQUEST)).hasMessage(message);
    Lifecycle lifecycle = Lifecycle.named("all").phase(DEPLOY).phase(typo).build();
    assertThatThrownBy(() -> engine.run(lifecycle, REQUEST)).hasMessage(message);
  }

  @Test
  void plan_phaseNotDeclaredButASlipAway_asksWhetherThatIsMeant() {
    HookEngine engine = HookEngine.builder().phases(DEPLOY, Phase.of("build")).build();
    assertThatThrownBy(() -> engine.plan(Phase.of("biuld")))
        .hasMessage("phase \"biuld\" is unknown to this engine; did you mean \"build\"?");
  }

  @Test
  void build_orderedAfterAStep_saysThatItStandsInAPhaseOfItsOwn() {
    Lifecycle lifecycle =
        Lifecycle.named("all").phase(DEPLOY).step("switch", context -> {}).build();
    assertThatThrownBy(
            HookEngine.builder().phases(lifecycle).register(spec("warm").after("switch"))::build)
        .hasMessage(
            String.join(
                System.lineSeparator(),
                "1 problem in the hooks; nothing was built:",
                "- hook \"warm\" (phase deploy) is ordered after \"switch\", but no hook of that"
                    + " name is registered for phase deploy; there is a step of that name, which"
                    + " stands in a phase of its own, but an order holds within one phase: remove"
                    + " the constraint"));
  }

  @Test
  void run_phaseIsMisspelt_succeedsAndWarns() {
    List<String> warnings = new ArrayList<>();
    HookListener listener =
        new HookListener() {
          @Override
          public void warningRaised(HookEvent.WarningRaised event) {
            warnings.add(event.warning());
          }
        };
    HookEngine engine = HookEngine.builder().register(spec("a")).listener(listener).build();
    RunReport report = engine.run(Phase.of("deplyo"), REQUEST);
    assertThat(report.isSuccess()).isTrue();
    assertThat(Transcript.text(report))
        .isEqualTo(
            String.format(
                "deplyo succeeded after TIME, run RUN%n"
                    + "warning: no hook is registered for phase deplyo; did you mean \"deploy\"?"));
    assertThat(warnings).isEqualTo(report.warnings());
  }

  @Test
  void run_phaseWithoutHooksIsDeclared_doesNotWarn() {
    Phase deploys = Phase.of("deploys");
    HookEngine engine = HookEngine.builder().phases(DEPLOY, deploys).register(spec("a")).build();
    assertThat(engine.run(deploys, REQUEST).warnings()).isEmpty();
  }

  @Test
  void run_phaseIsOneLetterFromOneWithoutHooks_doesNotWarn() {
    HookEngine engine = HookEngine.builder().build();
    engine.run(DEPLOY, REQUEST);
    assertThat(engine.run(Phase.of("deplyo"), REQUEST).warnings()).isEmpty();
  }

  @Test
  void run_lifecycleHasAMisspeltPhase_warnsUnlessTheOtherIsInItToo() {
    HookEngine engine = engine(spec("a"));
    Phase deploys = Phase.of("deploys");
    Lifecycle misspelt = Lifecycle.named("all").phase(deploys).build();
    Lifecycle both = Lifecycle.named("all").phase(deploys).phase(DEPLOY).build();
    assertThat(engine.run(misspelt, REQUEST).warnings())
        .containsExactly("no hook is registered for phase deploys; did you mean \"deploy\"?");
    assertThat(engine.run(both, REQUEST).warnings()).isEmpty();
  }

  @Test
  void run_phaseWithoutHooks_succeeds() {
    RunReport report = HookEngine.builder().build().run(DEPLOY, REQUEST);
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.results()).isEmpty();
    assertThat(HookEngine.builder().build().plan(DEPLOY)).hasToString("phase deploy: 0 hooks");
  }
}
