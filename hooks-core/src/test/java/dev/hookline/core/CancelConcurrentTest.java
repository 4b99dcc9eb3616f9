package dev.hookline.core;

import static dev.hookline.core.Transcript.DEPLOY;
import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookKind;
import dev.hookline.api.HookOutcome.Skipped;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.RunStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A phase of which hooks overlap is cancelled at random by one of them. */
@Timeout(600)
class CancelConcurrentTest {
  private static final int HOOKS = 12;
  private static final int AT_ONCE = 3;

  @Test
  void cancel_amongHooksThatOverlap_everyRuleHolds() throws Exception {
    cancelAtRandom(300);
  }

  @Tag("soak")
  @Test
  void cancel_oftenAmongHooksThatOverlap_everyRuleHolds() throws Exception {
    cancelAtRandom(20_000);
  }

  @Test
  void cancel_whileSeveralRun_stopsThemAllAndBeginsNoOther() throws Exception {
    CancelledRun run = new CancelledRun();
    CyclicBarrier together = new CyclicBarrier(AT_ONCE, run::cancel);
    HookEngineBuilder builder = HookEngine.builder().concurrency(DEPLOY, AT_ONCE);
    for (int i = 0; i < HOOKS; i++) {
      builder.register(
          DEPLOY,
          "h" + i,
          context -> {
            together.await();
            new CountDownLatch(1).await();
          });
    }
    RunReport report = run.run(builder.build(), DEPLOY, REQUEST);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < HOOKS; i++) {
      expected.add("h" + i + (i < AT_ONCE ? " cancelled" : " skipped: the run was cancelled"));
    }
    assertThat(Transcript.words(report.results())).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void cancelAtRandom(int times) throws Exception {
    for (int seed = 0; seed < times; seed++) {
      Random random = new Random(seed);
      CancelledRun run = new CancelledRun();
      List<String> called = Collections.synchronizedList(new ArrayList<>());
      List<String> undone = Collections.synchronizedList(new ArrayList<>());
      int culprit = random.nextInt(HOOKS);
      HookEngineBuilder builder = HookEngine.builder().concurrency(DEPLOY, AT_ONCE);
      for (int i = 0; i < HOOKS; i++) {
        boolean isCulprit = i == culprit;
        int spins = random.nextInt(2_000);
        HookSpec spec =
            HookSpec.of(
                DEPLOY,
                "h" + i,
                context -> {
                  called.add(context.name());
                  for (int spin = 0; spin < spins; spin++) {
                    Thread.onSpinWait();
                  }
                  if (isCulprit) {
                    run.cancel();
                  }
                });
        builder.register(spec.order(i / 6).undo(context -> undone.add(context.name())));
      }
      HookSpec always = HookSpec.of(DEPLOY, "z", context -> Thread.sleep(0)).always();
      RunReport report = run.run(builder.register(always).build(), DEPLOY, REQUEST);
      check(report, called, undone, "seed " + seed);
    }
  }

  private static void check(
      RunReport report, List<String> called, List<String> undone, String what) {
    List<HookResult> results = report.results();
    List<HookResult> ordinary = results.subList(0, HOOKS);
    assertThat(report.status()).as(what).isEqualTo(RunStatus.CANCELLED);
    assertThat(ordinary)
        .as(what)
        .allMatch(result -> result.hook().kind() == HookKind.ORDINARY)
        .extracting(HookResult::hook)
        .doesNotHaveDuplicates();
    List<String> done = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (HookResult result : ordinary) {
      (result.outcome() instanceof Skipped ? skipped : done).add(result.hook().name());
    }
    assertThat(skipped).as(what).noneMatch(called::contains);
    Collections.reverse(done);
    List<String> succeeded = new ArrayList<>(done);
    ordinary.stream()
        .filter(result -> !result.outcome().isSuccess())
        .forEach(result -> succeeded.remove(result.hook().name()));
    assertThat(undone).as(what).isEqualTo(succeeded);
    assertThat(Transcript.words(results.get(results.size() - 1))).isEqualTo("z succeeded");
  }
}
