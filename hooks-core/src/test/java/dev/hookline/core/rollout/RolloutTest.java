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
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
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
  private static final Phase ALARM = Phase.of("alarm");

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

  @Test
  void run_again_theCanaryIsATargetOnWhichSomethingRuns(@TempDir Path ledger) {
    HookEngine engine = builder(context -> {}).ledger(FileLedger.in(ledger)).build();
    RolloutReport first =
        Rollout.over(targets(3)).batches("1").run(engine, DEPLOY, RolloutTest::withKey);
    assertThat(first.isSuccess()).isTrue();
    failing.addAll(targets(100));
    began.clear();
    RolloutReport second =
        Rollout.over(targets(100))
            .batches("1", "10%", "100%")
            .stopAfter(FailureBudget.failures(5))
            .run(engine, DEPLOY, RolloutTest::withKey);
    assertThat(began).containsExactly("web3");
    assertThat(second.stop()).contains("the failure of a whole batch of 1");
    assertThat(counts(second))
        .isEqualTo(Map.of(Status.DONE_BEFORE, 3L, Status.FAILED, 1L, Status.NOT_BEGUN, 96L));
  }

  @Test
  void run_again_batchesAreOfTargetsOnWhichSomethingRuns(@TempDir Path ledger) {
    HookEngine engine = builder(context -> {}).ledger(FileLedger.in(ledger)).build();
    List<String> even = targets(20).stream().filter(t -> t.matches(".*[02468]")).toList();
    var unused = Rollout.over(even).run(engine, DEPLOY, RolloutTest::withKey);
    began.clear();
    RolloutReport second =
        Rollout.over(targets(20))
            .batches("2", "20%")
            .atMost(20)
            .run(engine, DEPLOY, RolloutTest::withKey);
    assertThat(began.subList(0, 2)).containsExactlyInAnyOrder("web1", "web3");
    assertThat(began.subList(2, 6)).containsExactlyInAnyOrder("web5", "web7", "web9", "web11");
    assertThat(second.isSuccess()).isTrue();
  }

  @Test
  void run_again_allWereDone_runsNothingAndSucceeds(@TempDir Path ledger) {
    HookEngine engine = builder(context -> {}).ledger(FileLedger.in(ledger)).build();
    Rollout rollout = Rollout.over(targets(5)).batches("1", "100%");
    assertThat(rollout.run(engine, DEPLOY, RolloutTest::withKey).isSuccess()).isTrue();
    began.clear();
    RolloutReport second = rollout.run(engine, DEPLOY, RolloutTest::withKey);
    assertThat(began).isEmpty();
    assertThat(second.isSuccess()).isTrue();
    assertThat(counts(second)).isEqualTo(Map.of(Status.DONE_BEFORE, 5L));
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
  void run_interrupted_undoesAllTheSame() throws Exception {
    CountDownLatch up = new CountDownLatch(1);
    HookEngine engine =
        builder(
                context -> {
                  if (target(context).equals("web2")) {
                    up.countDown();
                    new CountDownLatch(1).await();
                  }
                })
            .register(HookSpec.of(REVERT, "back", context -> {}))
            .build();
    List<RolloutReport> reports = new CopyOnWriteArrayList<>();
    Rollout rollout = Rollout.over(targets(4)).atMost(1).undoWith(REVERT);
    Thread caller =
        new Thread(() -> reports.add(rollout.run(engine, DEPLOY, RolloutTest::request)));
    caller.start();
    up.await();
    caller.interrupt();
    caller.join();
    assertThat(counts(reports.get(0)))
        .isEqualTo(Map.of(Status.UNDONE, 2L, Status.CANCELLED, 1L, Status.NOT_BEGUN, 1L));
  }

  @Test
  void run_targetFails_cleansUpAfterItselfOnly() {
    failing.add("web1");
    List<String> cleaned = new CopyOnWriteArrayList<>();
    HookEngine engine =
        HookEngine.builder()
            .register(
                HookSpec.of(DEPLOY, "copy", context -> {})
                    .undo(context -> cleaned.add("undo " + target(context))))
            .register(HookSpec.of(DEPLOY, "restart", this::failIfWanted).after("copy"))
            .register(
                HookSpec.of(DEPLOY, "alarm", context -> cleaned.add("alarm " + target(context)))
                    .onlyOnFailure())
            .build();
    Rollout rollout = Rollout.over(targets(3)).atMost(1).stopAfter();
    assertThat(counts(rollout.run(engine, DEPLOY, RolloutTest::request)))
        .isEqualTo(Map.of(Status.SUCCEEDED, 2L, Status.FAILED, 1L));
    assertThat(cleaned).containsExactlyInAnyOrder("undo web1", "alarm web1");
  }

  private void failIfWanted(HookContext context) {
    if (failing.contains(target(context))) {
      throw new IllegalStateException("no disk left on " + target(context));
    }
  }

  // ---- what is run once, if the rollout as a whole has failed

  private HookEngineBuilder withAlarm(Hook alarm) {
    return builder(context -> {})
        .register(HookSpec.of(REVERT, "back", context -> began.add("back on " + target(context))))
        .register(HookSpec.of(ALARM, "call", alarm));
  }

  private RolloutReport runWithAlarm(Rollout rollout, Hook alarm) {
    return rollout
        .onFailure(ALARM, HookRequest.in(directory).arguments("team"))
        .run(withAlarm(alarm).build(), DEPLOY, RolloutTest::request);
  }

  @Test
  void onFailure_rolloutIsStopped_runsOnceAfterTheUndo() {
    failing.add("web2");
    Rollout rollout = Rollout.over(targets(6)).atMost(1).undoWith(REVERT);
    RolloutReport report =
        runWithAlarm(rollout, context -> began.add("call the " + context.arguments().get(0)));
    assertThat(began)
        .containsExactly("web0", "web1", "web2", "back on web1", "back on web0", "call the team");
    assertThat(report.onFailure().orElseThrow().status()).isEqualTo(Status.SUCCEEDED);
    assertThat(report.isSuccess()).isFalse();
    assertThat(report.toString())
        .contains(
            "1 failed, 2 undone, 3 not begun; stopped after 1 failure; on failure: alarm"
                + " succeeded\n");
  }

  @Test
  void onFailure_failureWithinTheBudget_runsAndUndoesNothing() {
    failing.add("web2");
    Rollout rollout = Rollout.over(targets(3)).atMost(1).stopAfter().undoWith(REVERT);
    RolloutReport report = runWithAlarm(rollout, context -> began.add("call"));
    assertThat(began).containsExactly("web0", "web1", "web2", "call");
    assertThat(report.stop()).isEmpty();
  }

  @Test
  void onFailure_rolloutSucceeds_doesNotRun() {
    RolloutReport report = runWithAlarm(Rollout.over(targets(3)), context -> began.add("call"));
    assertThat(began).doesNotContain("call");
    assertThat(report.onFailure()).isEmpty();
  }

  @Test
  void onFailure_itsHooks_knowWhatHasHappened() {
    failing.add("web0");
    List<String> known = new CopyOnWriteArrayList<>();
    var unused =
        runWithAlarm(
            Rollout.over(targets(2)).atMost(1),
            context -> {
              known.add(context.environment().get("HOOKLINE_ROLLOUT"));
              RolloutReport soFar = context.get(Rollout.REPORT).orElseThrow();
              known.add(soFar.targets(Status.FAILED).get(0).target());
              known.add(context.get(Rollout.TARGET).orElse("no target"));
            });
    assertThat(known.get(0))
        .matches(
            "deploy on 2 targets after [0-9.]+ m?s: 1 failed, 1 not begun; stopped after 1"
                + " failure");
    assertThat(known.subList(1, 3)).containsExactly("web0", "no target");
  }

  @Test
  void onFailure_failsItself_isInTheReport() {
    failing.add("web0");
    RolloutReport report =
        runWithAlarm(
            Rollout.over(targets(1)),
            context -> {
              throw new IllegalStateException("no one answers");
            });
    TargetResult last = report.onFailure().orElseThrow();
    assertThat(last.status()).isEqualTo(Status.FAILED);
    assertThat(last.report().orElseThrow().failure().orElseThrow().getMessage())
        .contains("no one answers");
    assertThat(report.toString())
        .contains("1 failed; stopped after 1 failure; on failure: alarm failed\n");
  }

  @Test
  void onFailure_itsLines_areThoseOfTheRollout() {
    failing.add("web0");
    List<String> lines = new CopyOnWriteArrayList<>();
    var unused =
        runWithAlarm(
            Rollout.over(targets(1))
                .onLine((target, line) -> lines.add(target + ": " + line.text())),
            context -> context.out().println("calling"));
    assertThat(lines).containsExactly("the rollout: calling");
  }

  @Test
  void cleanUp_phaseWithoutAHook_isRefusedBeforeAnythingRuns() {
    Rollout rollout = Rollout.over(targets(3));
    assertThatThrownBy(() -> rollout.undoWith(REVERT).run(engine(), DEPLOY, RolloutTest::request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the phase revert of undoWith has no hook; register one, or correct its name");
    assertThatThrownBy(
            () ->
                rollout
                    .onFailure(ALARM, request("all"))
                    .run(engine(), DEPLOY, RolloutTest::request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the phase alarm of onFailure has no hook; register one, or correct its name");
    assertThat(began).isEmpty();
  }

  // ---- bad targets, lines and reports

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

  /**
   * Some 300 bytes are kept of each; a limit that a look at the heap cannot miss is four times
   * that.
   */
  @Test
  void report_of10000Targets_isSmall() {
    HookEngineBuilder builder = HookEngine.builder();
    for (int i = 0; i < 5; i++) {
      builder.register(HookSpec.of(DEPLOY, "step" + i, context -> {}));
    }
    HookEngine engine = builder.build();
    List<String> targets = targets(10_000);
    Rollout rollout = Rollout.over(targets).batches("1", "10%", "100%").atMost(20);
    long before = usedMemory();
    RolloutReport report = rollout.run(engine, DEPLOY, RolloutTest::request);
    long kept = usedMemory() - before;
    assertThat(report.isSuccess()).isTrue();
    assertThat(kept).as("bytes kept of 10,000 targets").isLessThan(12_000_000);
    assertThat(report.table()).hasSizeLessThan(1_000_000);
    assertThat(report.toString()).hasSizeLessThan(2_000);
  }

  private static long usedMemory() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    for (int i = 0; i < 3; i++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
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
