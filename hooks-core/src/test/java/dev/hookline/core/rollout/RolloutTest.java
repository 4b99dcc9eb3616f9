package dev.hookline.core.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSpec;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookEngineBuilder;
import dev.hookline.core.HookRequest;
import dev.hookline.core.ledger.file.FileLedger;
import dev.hookline.core.rollout.TargetResult.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One phase on many targets: in what order, how many at once, and when it stops. */
class RolloutTest {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final Phase REVERT = Phase.of("revert");

  @TempDir private static Path directory;

  private final List<String> began = new CopyOnWriteArrayList<>();
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  private static HookRequest request(String target) {
    return HookRequest.in(directory);
  }

  private static List<String> targets(int number) {
    return IntStream.range(0, number).mapToObj(i -> "web" + i).toList();
  }

  private static String target(HookContext context) {
    return context.get(Rollout.TARGET).orElseThrow();
  }

  private HookEngineBuilder builder(Hook work) {
    Hook hook =
        context -> {
          began.add(target(context));
          work.run(context);
          if (failing.contains(target(context))) {
            throw new IllegalStateException("no disk left on " + target(context));
          }
        };
    return HookEngine.builder().register(HookSpec.of(DEPLOY, "restart", hook));
  }

  private HookEngine engine() {
    return builder(context -> {}).build();
  }

  private static Map<Status, Long> counts(RolloutReport report) {
    Map<Status, Long> counts = new TreeMap<>();
    report.targets().forEach(target -> counts.merge(target.status(), 1L, Long::sum));
    return counts;
  }

  @Test
  void run_allTargets_succeed() {
    RolloutReport report = Rollout.over(targets(50)).run(engine(), DEPLOY, RolloutTest::request);
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.stop()).isEmpty();
    assertThat(began).containsExactlyInAnyOrderElementsOf(targets(50));
    assertThat(report.targets()).extracting(TargetResult::target).isEqualTo(targets(50));
  }

  @Test
  void run_noTargets_succeeds() {
    RolloutReport report = Rollout.over(List.of()).run(engine(), DEPLOY, RolloutTest::request);
    assertThat(report.isSuccess()).isTrue();
  }

  @Test
  void run_atMostThree_hasThreeAtOnceAndNoMore() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier three = new CyclicBarrier(3);
    HookEngine engine =
        builder(
                context -> {
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  three.await();
                  now.decrementAndGet();
                })
            .build();
    Rollout.over(targets(30)).atMost(3).run(engine, DEPLOY, RolloutTest::request);
    assertThat(most).hasValue(3);
  }

  @Test
  void run_canaryFails_nothingElseBegins() {
    failing.add("web0");
    RolloutReport report =
        Rollout.over(targets(100))
            .batches("1", "10%", "100%")
            .stopAfter(FailureBudget.failures(5))
            .run(engine(), DEPLOY, RolloutTest::request);
    assertThat(began).containsExactly("web0");
    assertThat(report.stop()).contains("the failure of a whole batch of 1");
    assertThat(counts(report)).isEqualTo(Map.of(Status.FAILED, 1L, Status.NOT_BEGUN, 99L));
  }

  @Test
  void run_batches_endBeforeTheNextBegins() {
    Rollout.over(targets(21))
        .batches("1", "25%")
        .atMost(5)
        .run(engine(), DEPLOY, RolloutTest::request);
    assertThat(began.get(0)).isEqualTo("web0");
    assertThat(began.subList(1, 7)).containsExactlyInAnyOrderElementsOf(targets(7).subList(1, 7));
    assertThat(began.subList(13, 19))
        .containsExactlyInAnyOrderElementsOf(targets(19).subList(13, 19));
  }

  @Test
  void run_budgetIsUsedUpOverBatches_newOnesDoNotStart() {
    failing.addAll(List.of("web1", "web4", "web7"));
    RolloutReport report =
        Rollout.over(targets(12))
            .batches("3")
            .atMost(1)
            .stopAfter(FailureBudget.failures(3))
            .run(engine(), DEPLOY, RolloutTest::request);
    assertThat(began).isEqualTo(targets(8));
    assertThat(report.stop()).contains("3 failures");
    assertThat(counts(report))
        .isEqualTo(Map.of(Status.SUCCEEDED, 5L, Status.FAILED, 3L, Status.NOT_BEGUN, 4L));
  }

  @Test
  void run_relativeBudget_isOfAllTargets() {
    failing.addAll(targets(20));
    RolloutReport report =
        Rollout.over(targets(20))
            .atMost(1)
            .stopAfter(FailureBudget.failures(15), FailureBudget.percent(10))
            .run(engine(), DEPLOY, RolloutTest::request);
    assertThat(began).isEqualTo(targets(2));
    assertThat(report.stop()).contains("failures of 10% of the targets");
  }

  @Test
  void run_stopped_letsThoseThatRunFinish() {
    failing.add("web0");
    CyclicBarrier bothRun = new CyclicBarrier(2);
    CountDownLatch firstHasEnded = new CountDownLatch(1);
    HookEngine engine =
        builder(
                context -> {
                  bothRun.await();
                  if (!target(context).equals("web0")) {
                    firstHasEnded.await();
                  }
                })
            .listener(
                new HookListener() {
                  @Override
                  public void runFinished(RunFinished event) {
                    firstHasEnded.countDown();
                  }
                })
            .build();
    RolloutReport report =
        Rollout.over(targets(2)).atMost(2).run(engine, DEPLOY, RolloutTest::request);
    assertThat(counts(report)).isEqualTo(Map.of(Status.SUCCEEDED, 1L, Status.FAILED, 1L));
    assertThat(report.stop()).contains("1 failure");
  }

  @Test
  void run_stopped_undoesWhatSucceededLastFirst() {
    failing.add("web3");
    List<String> reverted = new CopyOnWriteArrayList<>();
    HookEngine engine =
        builder(context -> {})
            .register(HookSpec.of(REVERT, "back", context -> reverted.add(target(context))))
            .build();
    RolloutReport report =
        Rollout.over(targets(6))
            .atMost(1)
            .undoWith(REVERT)
            .run(engine, DEPLOY, RolloutTest::request);
    assertThat(reverted).containsExactly("web2", "web1", "web0");
    assertThat(counts(report))
        .isEqualTo(Map.of(Status.UNDONE, 3L, Status.FAILED, 1L, Status.NOT_BEGUN, 2L));
    assertThat(report.isSuccess()).isFalse();
  }

  @Test
  void run_again_runsOnlyTargetsWithoutAnEntry(@TempDir Path ledger) {
    failing.add("web2");
    HookEngine engine = builder(context -> {}).ledger(FileLedger.in(ledger)).build();
    Rollout rollout = Rollout.over(targets(5)).atMost(1);
    RolloutReport first = rollout.run(engine, DEPLOY, RolloutTest::withKey);
    assertThat(counts(first))
        .isEqualTo(Map.of(Status.SUCCEEDED, 2L, Status.FAILED, 1L, Status.NOT_BEGUN, 2L));
    failing.clear();
    began.clear();
    RolloutReport second = rollout.run(engine, DEPLOY, RolloutTest::withKey);
    assertThat(began).containsExactly("web2", "web3", "web4");
    assertThat(counts(second)).isEqualTo(Map.of(Status.DONE_BEFORE, 2L, Status.SUCCEEDED, 3L));
    assertThat(second.isSuccess()).isTrue();
  }

  private static HookRequest withKey(String target) {
    return HookRequest.in(directory).once(DEPLOY, OnceKey.of("v42", target));
  }

  @Test
  void run_interrupted_cancelsWhatRunsAndBeginsNoMore() throws Exception {
    CountDownLatch up = new CountDownLatch(2);
    HookEngine engine =
        builder(
                context -> {
                  up.countDown();
                  new CountDownLatch(1).await();
                })
            .build();
    List<RolloutReport> reports = new CopyOnWriteArrayList<>();
    List<Boolean> flags = new CopyOnWriteArrayList<>();
    Thread caller =
        new Thread(
            () -> {
              reports.add(
                  Rollout.over(targets(5)).atMost(2).run(engine, DEPLOY, RolloutTest::request));
              flags.add(Thread.currentThread().isInterrupted());
            });
    caller.start();
    up.await();
    caller.interrupt();
    caller.join();
    assertThat(counts(reports.get(0)))
        .isEqualTo(Map.of(Status.CANCELLED, 2L, Status.NOT_BEGUN, 3L));
    assertThat(flags).containsExactly(true);
  }

  @Test
  void run_requestThatThrows_isAFailureOfItsTarget() {
    RolloutReport report =
        Rollout.over(targets(3))
            .atMost(1)
            .stopAfter()
            .run(
                engine(),
                DEPLOY,
                target -> {
                  if (target.equals("web1")) {
                    throw new IllegalStateException("no such host");
                  }
                  return request(target);
                });
    assertThat(report.targets(Status.FAILED))
        .extracting(TargetResult::problem)
        .containsExactly("java.lang.IllegalStateException: no such host");
    assertThat(began).containsExactly("web0", "web2");
  }

  @Test
  void onLine_eachLine_knowsItsTarget() {
    List<String> lines = new CopyOnWriteArrayList<>();
    HookEngine engine = builder(context -> context.out().println("restarted")).build();
    Rollout.over(targets(2))
        .onLine((target, line) -> lines.add(target + ": " + line.text()))
        .run(engine, DEPLOY, RolloutTest::request);
    assertThat(lines).containsExactlyInAnyOrder("web0: restarted", "web1: restarted");
  }

  @Test
  void report_isATableWithFailuresFirst() {
    failing.add("web2");
    RolloutReport report =
        Rollout.over(targets(4)).atMost(1).run(engine(), DEPLOY, RolloutTest::request);
    assertThat(report.table().replaceAll("0\\.[0-9]+ s|\\b0 s", "TIME").replaceAll(" +", " "))
        .startsWith(
            """
            deploy on 4 targets after TIME: 2 succeeded, 1 failed, 1 not begun; stopped after 1 failure
            target status took restart
            web2 failed TIME failed
            """)
        .endsWith("web3 not begun\n");
    assertThat(report.targets(Status.FAILED).get(0).report()).isPresent();
    assertThat(report.targets(Status.SUCCEEDED).get(0).report()).isEmpty();
  }

  @Test
  void report_ofManyTargets_isShort() {
    failing.addAll(targets(3));
    RolloutReport report =
        Rollout.over(targets(1000)).stopAfter().run(engine(), DEPLOY, RolloutTest::request);
    assertThat(report.toString().lines()).hasSize(1 + 1 + 3 + 10 + 1);
    assertThat(report.toString()).endsWith("and 987 more\n");
    assertThat(report.table().lines()).hasSize(1 + 1 + 1000);
  }

  @Test
  void over_sameTargetTwice_isRefused() {
    assertThatThrownBy(() -> Rollout.over(List.of("a", "b", "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the target \"a\" is there twice");
  }

  @Test
  void batches_sizeThatIsNone_isRefused() {
    Rollout rollout = Rollout.over(List.of("a"));
    assertThatThrownBy(() -> rollout.batches("1", "0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a batch cannot have the size \"0\"; use for example \"5\" or \"10%\"");
    assertThatThrownBy(rollout::batches)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batches need a size; use for example \"1\", \"100%\"");
  }

  @Test
  void limitsOutOfRange_areRefused() {
    assertThatThrownBy(() -> Rollout.over(List.of("a")).atMost(0))
        .hasMessage("at least 1 target at once is needed, not 0");
    assertThatThrownBy(() -> FailureBudget.failures(0))
        .hasMessage("failures must be at least 1, but are 0");
    assertThatThrownBy(() -> FailureBudget.percent(101))
        .hasMessage("percent must be from 1 to 100, but is 101");
  }
}
