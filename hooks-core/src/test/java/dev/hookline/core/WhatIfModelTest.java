package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Hook;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.RandomRun.Part;
import dev.hookline.core.RandomRun.Planned;
import dev.hookline.core.WhatIf.Mishap;
import dev.hookline.core.ledger.file.FileLedger;
import dev.hookline.core.testing.VirtualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random plans: what would happen if a hook did not end well is what happens when it does not. */
@Timeout(600)
class WhatIfModelTest {
  private static final List<Mishap> WITHOUT_LEDGER =
      List.of(Mishap.FAILS, Mishap.TIMES_OUT, Mishap.IS_CANCELLED);

  @TempDir Path temp;

  @Test
  void whatIf_random_isWhatARunComesTo() throws Exception {
    compare(2_000);
  }

  @Tag("soak")
  @Test
  void whatIf_manyRandom_areWhatRunsComeTo() throws Exception {
    compare(100_000);
  }

  private static void compare(int count) throws Exception {
    Map<Mishap, Integer> different = new EnumMap<>(Mishap.class);
    for (int seed = 0; seed < count; seed++) {
      Case random = new Case(seed);
      if (random.hook != null && random.compare()) {
        different.merge(random.mishap, 1, Integer::sum);
      }
    }
    assertThat(different).hasSize(3).allSatisfy((mishap, n) -> assertThat(n).isGreaterThan(100));
  }

  /** One random lifecycle of which one hook does not end well. */
  private static final class Case {
    private final Random random;
    private final RandomRun run;
    private final Planned hook;
    private final Mishap mishap;
    private final int limit;
    private final CancelledRun background = new CancelledRun();
    private final VirtualTime time = new VirtualTime();

    Case(int seed) {
      random = new Random(seed);
      run = RandomRun.of(random);
      hook = RandomPlan.hooksOf(run).isEmpty() ? null : RandomPlan.anyOf(run, random);
      mishap = WITHOUT_LEDGER.get(random.nextInt(WITHOUT_LEDGER.size()));
      limit = random.nextInt(3);
    }

    /** Compares, and returns whether the hook changed how the run went. */
    boolean compare() throws Exception {
      RandomPlan plan = new RandomPlan(run, this::hook, this::settings);
      Lifecycle lifecycle = plan.lifecycle();
      HookEngine engine = engine(plan);
      HookRequest request =
          limit == 2 ? Transcript.REQUEST.timeout(Duration.ofHours(2)) : Transcript.REQUEST;
      WhatIf forecast = engine.plan(lifecycle, request).whatIf(hook.name(), mishap);
      RunReport report = background.run(engine, lifecycle, request);
      String what = mishap + " of " + hook + " in " + run + "\n" + forecast;
      assertThat(Transcript.words(forecast.results()))
          .as(what)
          .isEqualTo(Transcript.words(report.results()));
      assertThat(forecast.status()).as(what).isEqualTo(report.status());
      return !forecast.differences().isEmpty();
    }

    private HookEngine engine(RandomPlan plan) {
      HookEngineBuilder builder = HookEngine.builder().time(time).threads(time.threads());
      if (limit == 1) {
        run.stages().forEach(s -> builder.timeout(Phase.of(s.name()), Duration.ofHours(1)));
      }
      plan.register(builder);
      return builder.build();
    }

    private HookSpec settings(Planned planned, HookSpec spec) {
      HookSpec tried = spec.retry(RetryPolicy.attempts(2).backoff(Duration.ofMinutes(10)));
      return limit == 0 || spec.kind().isCleanup() ? tried.timeout(Duration.ofMinutes(30)) : tried;
    }

    private Hook hook(Planned planned) {
      if (!planned.equals(hook)) {
        return context -> {};
      }
      return switch (mishap) {
        case TIMES_OUT -> time.endless();
        case IS_CANCELLED ->
            context -> {
              background.cancel();
              if (planned.kind().isCleanup()) {
                background.cancel();
              }
              new CountDownLatch(1).await();
            };
        default -> Transcript.failure("broke");
      };
    }
  }

  // ---- the JVM dies

  @Test
  void whatIf_jvmDiesAtRandom_isWhatTheNextRunComesTo() throws Exception {
    int different = 0;
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      RandomRun run = RandomRun.of(random);
      if (!RandomPlan.hooksOf(run).isEmpty()) {
        boolean isDifferent =
            compareDeath(run, random, temp.resolve("r" + seed), temp.resolve("d" + seed));
        different += isDifferent ? 1 : 0;
      }
    }
    assertThat(different).isGreaterThan(10);
  }

  /** Returns whether the next run does other things than a first one. */
  private boolean compareDeath(RandomRun run, Random random, Path ledger, Path left)
      throws Exception {
    Planned dying = RandomPlan.anyOf(run, random);
    HookRequest request = Transcript.REQUEST;
    for (Part stage : run.stages()) {
      if (random.nextBoolean()) {
        request = request.once(Phase.of(stage.name()), OnceKey.of("shop"));
      }
    }
    Hook dies = context -> copy(ledger, left);
    RandomPlan plan =
        new RandomPlan(run, each -> each.equals(dying) ? dies : c -> {}, (each, spec) -> spec);
    Lifecycle lifecycle = plan.lifecycle();
    HookEngine engine = engine(plan, ledger);
    WhatIf forecast = engine.plan(lifecycle, request).whatIf(dying.name(), Mishap.JVM_DIES);
    engine.run(lifecycle, request).throwIfFailed();
    boolean hasDied = Files.exists(left);
    HookEngine next = engine(plan, hasDied ? left : temp.resolve("new of " + ledger.getFileName()));
    RunReport report = next.run(lifecycle, request);
    String what = "death in " + dying + " of " + run + "\n" + forecast;
    assertThat(plain(Transcript.words(forecast.results())))
        .as(what)
        .isEqualTo(plain(Transcript.words(report.results())));
    assertThat(forecast.status()).as(what).isEqualTo(report.status());
    return !forecast.differences().isEmpty();
  }

  private static HookEngine engine(RandomPlan plan, Path ledger) {
    HookEngineBuilder builder = HookEngine.builder().ledger(FileLedger.in(ledger));
    plan.register(builder);
    return builder.build();
  }

  /** What a process that dies leaves on the disk; its locks die with it. */
  private static void copy(Path ledger, Path to) throws IOException {
    if (Files.exists(to)) {
      return; // its copy runs it once more
    }
    Files.createDirectories(to);
    if (Files.exists(ledger)) {
      try (Stream<Path> files = Files.list(ledger)) {
        for (Path file : files.toList()) {
          Files.copy(file, to.resolve(ledger.relativize(file)));
        }
      }
    }
  }

  /** Leaves out which run it was, and when. */
  private static List<String> plain(List<String> words) {
    return words.stream().map(each -> each.replaceAll("\\(run .*", "(RUN)")).toList();
  }
}
