package dev.hookline.core;

import static dev.hookline.core.Transcript.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.api.RunStatus;
import dev.hookline.core.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a lifecycle's own on-failure and always hooks do, and the hooks that are registered for the
 * phase of a step: every way in which a stage can end, as two tables.
 */
@Timeout(60)
class LifecycleTableTest {
  private static final Phase ONE = Phase.of("one");
  private static final Phase SWITCH = Phase.of("switch");
  private static final Phase TWO = Phase.of("two");
  private static final Duration SOON = Duration.ofMinutes(1);

  /** What ends how, under which policy; what runs then. */
  private static final String OWN =
      """
      where end       policy   rest onFailure always status
      -     succeeded ABORT    run  -         run    SUCCEEDED
      phase failed    ABORT    skip run       run    FAILED
      phase failed    CONTINUE run  run       run    FAILED
      phase failed    IGNORE   run  -         run    SUCCEEDED
      phase timedOut  ABORT    skip run       run    FAILED
      phase timedOut  CONTINUE run  run       run    FAILED
      phase timedOut  IGNORE   run  -         run    SUCCEEDED
      phase runLimit  ABORT    skip run       run    FAILED
      phase runLimit  CONTINUE skip run       run    FAILED
      phase runLimit  IGNORE   skip run       run    FAILED
      phase cancelled ABORT    skip run       run    CANCELLED
      phase cancelled CONTINUE skip run       run    CANCELLED
      phase cancelled IGNORE   skip run       run    CANCELLED
      step  failed    ABORT    skip run       run    FAILED
      step  failed    CONTINUE run  run       run    FAILED
      step  failed    IGNORE   run  -         run    SUCCEEDED
      step  timedOut  ABORT    skip run       run    FAILED
      step  timedOut  CONTINUE run  run       run    FAILED
      step  timedOut  IGNORE   run  -         run    SUCCEEDED
      step  runLimit  ABORT    skip run       run    FAILED
      step  runLimit  CONTINUE skip run       run    FAILED
      step  runLimit  IGNORE   skip run       run    FAILED
      step  cancelled ABORT    skip run       run    CANCELLED
      step  cancelled CONTINUE skip run       run    CANCELLED
      step  cancelled IGNORE   skip run       run    CANCELLED
      """;

  /** How a step ends; what its own hooks do then. */
  private static final String STEP =
      """
      end       policy   pre step post undo onFailure always status
      succeeded ABORT    run run  run  -    -         run    SUCCEEDED
      failed    ABORT    run run  skip run  run       run    FAILED
      failed    CONTINUE run run  run  -    run       run    FAILED
      failed    IGNORE   run run  run  -    -         run    SUCCEEDED
      timedOut  ABORT    run run  skip run  run       run    FAILED
      cancelled ABORT    run run  skip run  run       run    CANCELLED
      cancelled IGNORE   run run  skip run  run       run    CANCELLED
      preFails  ABORT    run skip skip -    run       run    FAILED
      """;

  private final VirtualTime time = new VirtualTime();
  private final List<String> ran = new ArrayList<>();

  private static Stream<Arguments> rows(String table) {
    return table.lines().skip(1).map(line -> Arguments.of((Object) line.split(" +")));
  }

  static Stream<Arguments> own() {
    return rows(OWN);
  }

  static Stream<Arguments> step() {
    return rows(STEP);
  }

  private Hook says(String name) {
    return context -> ran.add(name);
  }

  private Hook ending(String name, String end) {
    Hook then =
        switch (end) {
          case "failed", "preFails" -> Transcript.failure("broke");
          case "timedOut", "runLimit" -> time.endless();
          case "cancelled" -> Transcript.interrupted();
          default -> context -> {};
        };
    return context -> {
      ran.add(name);
      then.run(context);
    };
  }

  private static HookSpec limited(HookSpec spec, String end) {
    return end.equals("timedOut") ? spec.timeout(SOON) : spec;
  }

  /** The run has just as little time for ordinary hooks, and much for cleanup. */
  private static HookRequest request(String end) {
    Duration reserve = Duration.ofMinutes(30);
    return end.equals("runLimit")
        ? REQUEST.timeout(reserve.plusMinutes(1)).cleanupReserve(reserve)
        : REQUEST;
  }

  @ParameterizedTest
  @MethodSource("own")
  void run_everyEndOfAStage_decidesWhichHooksOfTheLifecycleRun(String[] row) {
    String where = row[0];
    String end = row[1];
    FailurePolicy policy = FailurePolicy.valueOf(row[2]);
    boolean isStep = where.equals("step");
    HookSpec first = HookSpec.of(ONE, "a", ending("a", isStep ? "succeeded" : end));
    Lifecycle lifecycle =
        Lifecycle.named("all")
            .phase(ONE, policy)
            .step(
                "switch",
                ending("switch", isStep ? end : "succeeded"),
                step -> isStep ? limited(step.onFailure(policy), end) : step)
            .phase(TWO)
            .onFailure("page", says("page"))
            .always("unlock", says("unlock"))
            .build();
    RunReport report =
        HookEngine.builder()
            .time(time)
            .threads(time.threads())
            .register(isStep ? first : limited(first, end))
            .register(TWO, "b", says("b"))
            .build()
            .run(lifecycle, request(end));
    assertThat(Thread.interrupted()).isEqualTo(end.equals("cancelled"));

    List<String> expected = new ArrayList<>(List.of("a"));
    if (isStep || row[3].equals("run")) {
      expected.add("switch");
    }
    addIfRun(expected, row[3], "b");
    addIfRun(expected, row[4], "page");
    addIfRun(expected, row[5], "unlock");
    assertThat(ran).isEqualTo(expected);
    assertThat(report.status()).isEqualTo(RunStatus.valueOf(row[6]));
    assertThat(report.warnings()).hasSize(isIgnored(policy, end, report) ? 1 : 0);
  }

  private static boolean isIgnored(FailurePolicy policy, String end, RunReport report) {
    return policy == FailurePolicy.IGNORE && !end.equals("succeeded") && report.isSuccess();
  }

  private static void addIfRun(List<String> expected, String cell, String name) {
    if (cell.equals("run")) {
      expected.add(name);
    }
  }

  @ParameterizedTest
  @MethodSource("step")
  void run_everyEndOfAStep_decidesWhichOfItsHooksRun(String[] row) {
    String end = row[0];
    FailurePolicy policy = FailurePolicy.valueOf(row[1]);
    Lifecycle lifecycle =
        Lifecycle.named("all")
            .step(
                "switch",
                ending("step", end.equals("preFails") ? "succeeded" : end),
                step -> limited(step.onFailure(policy), end))
            .build();
    RunReport report =
        HookEngine.builder()
            .time(time)
            .threads(time.threads())
            .phases(lifecycle)
            .register(
                HookSpec.of(SWITCH, "pre", ending("pre", end.equals("preFails") ? end : ""))
                    .preOf("switch")
                    .undo(says("undo")))
            .register(HookSpec.of(SWITCH, "post", says("post")).postOf("switch"))
            .register(HookSpec.of(SWITCH, "roll back", says("onFailure")).onlyOnFailure())
            .register(HookSpec.of(SWITCH, "tidy", says("always")).always())
            .build()
            .run(lifecycle, request(end));
    assertThat(Thread.interrupted()).isEqualTo(end.equals("cancelled"));

    List<String> expected = new ArrayList<>();
    List<String> columns = List.of("pre", "step", "post", "undo", "onFailure", "always");
    for (int i = 0; i < columns.size(); i++) {
      addIfRun(expected, row[2 + i], columns.get(i));
    }
    assertThat(ran).isEqualTo(expected);
    assertThat(report.status()).isEqualTo(RunStatus.valueOf(row[8]));
  }

  @Test
  void run_hookOfTheLifecycleFails_neverHidesTheFirstFailure() {
    Hook exits =
        context -> {
          throw new HookExitException(42, "exits with 42");
        };
    Lifecycle lifecycle =
        Lifecycle.named("all")
            .phase(ONE)
            .onFailure(
                "page", Transcript.failure("no mail"), h -> h.onFailure(FailurePolicy.IGNORE))
            .always("unlock", Transcript.failure("no lock"))
            .always("last", says("last"))
            .build();
    RunReport report =
        HookEngine.builder().register(ONE, "a", exits).build().run(lifecycle, REQUEST);
    assertThat(report.exitCode()).isEqualTo(42);
    assertThat(Transcript.words(report.failures())).containsExactly("a failed", "unlock failed");
    assertThat(report.warnings())
        .containsExactly(
            "on-failure hook \"page\" (phase all) failed: IllegalStateException: no mail (ignored)");
    assertThat(ran).containsExactly("last");
  }

  @Test
  void run_onlyAHookOfTheLifecycleFails_fails() {
    for (FailurePolicy policy : FailurePolicy.values()) {
      Lifecycle lifecycle =
          Lifecycle.named("all")
              .phase(ONE)
              .always("unlock", Transcript.failure("no lock"), hook -> hook.onFailure(policy))
              .build();
      RunReport report =
          HookEngine.builder()
              .register(HookSpec.of(ONE, "a", says("a")).undo(says("undo a")))
              .build()
              .run(lifecycle, REQUEST);
      assertThat(report.isSuccess()).as("%s", policy).isEqualTo(policy == FailurePolicy.IGNORE);
    }
    assertThat(ran).doesNotContain("undo a");
  }

  @Test
  void failure_seenByHooksOfTheLifecycle_isTheFirstOneOfTheRun() {
    Hook look =
        context ->
            ran.add(
                context.name()
                    + " sees "
                    + context.failure().map(Throwable::getMessage).orElse("nothing"));
    for (String end : List.of("succeeded", "failed", "cancelled")) {
      Lifecycle lifecycle =
          Lifecycle.named("all").phase(ONE).onFailure("page", look).always("unlock", look).build();
      RunReport unused =
          HookEngine.builder()
              .register(ONE, "a", ending(end.toUpperCase(Locale.ROOT), end))
              .build()
              .run(lifecycle, REQUEST);
      assertThat(Thread.interrupted()).isEqualTo(end.equals("cancelled"));
    }
    assertThat(ran)
        .containsExactly(
            "SUCCEEDED",
            "unlock sees nothing",
            "FAILED",
            "page sees broke",
            "unlock sees broke",
            "CANCELLED",
            "page sees the run was cancelled",
            "unlock sees the run was cancelled");
  }
}
