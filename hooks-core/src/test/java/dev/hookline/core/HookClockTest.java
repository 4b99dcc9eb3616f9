package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Condition;
import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookAttempt;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookEvent.AttemptStarted;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookEvent.PhaseStarted;
import dev.hookline.api.HookEvent.RunFinished;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookEvent.WarningRaised;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookOutcome.TimedOut;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.api.RetryPolicy;
import dev.hookline.core.ledger.Ledger;
import dev.hookline.core.ledger.LedgerClaim;
import dev.hookline.core.ledger.file.FileLedger;
import dev.hookline.core.testing.VirtualTime;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The time of a hook, and its limit, begin when the one before it has ended. */
@Timeout(60)
class HookClockTest {
  private static final Phase FIRST = Phase.of("first");
  private static final Phase SECOND = Phase.of("second");
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir Path directory;

  private final VirtualTime time = new VirtualTime();
  private final List<Duration> left = new ArrayList<>();

  private RunReport run(HookSpec second) {
    Lifecycle lifecycle =
        Lifecycle.named("both")
            .phase(FIRST)
            .step("step", context -> time.pass(HOUR.multipliedBy(2)))
            .phase(SECOND)
            .build();
    return HookEngine.builder()
        .time(time)
        .threads(time.threads())
        .register(FIRST, "long", context -> time.pass(HOUR))
        .register(second)
        .build()
        .run(lifecycle, HookRequest.in(directory));
  }

  private void measure(HookContext context) throws InterruptedException {
    left.add(context.remaining().orElseThrow());
    time.pass(HOUR.dividedBy(2));
    left.add(context.remaining().orElseThrow());
  }

  @Test
  void hooksOfALifecycle_doNotOverlap() {
    RunReport report = run(HookSpec.of(SECOND, "short", context -> time.pass(HOUR)));
    assertThat(report.results())
        .extracting(HookResult::startedAt)
        .containsExactly(
            VirtualTime.BEGINNING,
            VirtualTime.BEGINNING.plus(HOUR),
            VirtualTime.BEGINNING.plus(HOUR.multipliedBy(3)));
    assertThat(report.results())
        .extracting(HookResult::duration)
        .containsExactly(HOUR, HOUR.multipliedBy(2), HOUR);
    assertThat(report.startedAt()).isEqualTo(VirtualTime.BEGINNING);
    assertThat(report.duration()).isEqualTo(HOUR.multipliedBy(4));
  }

  @Test
  void limitOfAHook_isNotUsedUpByEarlierPhases() {
    run(HookSpec.of(SECOND, "short", this::measure).timeout(HOUR)).throwIfFailed();
    assertThat(left).containsExactly(HOUR, HOUR.dividedBy(2));
  }

  /** Takes an hour for each event that has a method here. */
  private final class Slow implements HookListener {
    @Override
    public void phaseStarted(PhaseStarted event) {
      time.passDeaf(HOUR);
    }

    @Override
    public void hookFinished(HookFinished event) {
      time.passDeaf(HOUR);
    }
  }

  @Test
  void timeOfAListener_isThatOfNoHook() {
    RunReport report =
        HookEngine.builder()
            .time(time)
            .listener(new Slow())
            .register(FIRST, "a", context -> time.pass(HOUR))
            .register(FIRST, "b", context -> time.pass(HOUR))
            .build()
            .run(FIRST, HookRequest.in(directory));
    assertThat(report.results())
        .extracting(HookResult::startedAt)
        .containsExactly(
            VirtualTime.BEGINNING.plus(HOUR), VirtualTime.BEGINNING.plus(HOUR.multipliedBy(3)));
    assertThat(report.results()).extracting(HookResult::duration).containsExactly(HOUR, HOUR);
    assertThat(report.duration()).isEqualTo(HOUR.multipliedBy(5));
  }

  /** Takes an hour for each hook and for each attempt that begins. */
  private final class SlowAtTheBeginning implements HookListener {
    @Override
    public void hookStarted(HookStarted event) {
      time.passDeaf(HOUR);
    }

    @Override
    public void attemptStarted(AttemptStarted event) {
      time.passDeaf(HOUR);
    }
  }

  private RunReport runSlowlyHeard(HookSpec... hooks) {
    HookEngineBuilder builder =
        HookEngine.builder().time(time).threads(time.threads()).listener(new SlowAtTheBeginning());
    List.of(hooks).forEach(builder::register);
    return builder.build().run(FIRST, HookRequest.in(directory));
  }

  @Test
  void timeOfAListenerOfItsBeginning_isNotThatOfTheHook() {
    RunReport report = runSlowlyHeard(HookSpec.of(FIRST, "a", context -> time.pass(HOUR)));
    HookResult result = report.results().get(0);
    assertThat(result.startedAt()).isEqualTo(VirtualTime.BEGINNING.plus(HOUR.multipliedBy(2)));
    assertThat(result.duration()).isEqualTo(HOUR);
  }

  @Test
  void limitOfAHook_isNotUsedUpByListenersOfItsBeginning() {
    RunReport report =
        runSlowlyHeard(
            HookSpec.of(FIRST, "a", this::measure).timeout(HOUR),
            HookSpec.of(FIRST, "b", this::measure).timeout(HOUR));
    report.throwIfFailed();
    assertThat(left).containsExactly(HOUR, HOUR.dividedBy(2), HOUR, HOUR.dividedBy(2));
    assertThat(report.results())
        .extracting(HookResult::duration)
        .containsExactly(HOUR.dividedBy(2), HOUR.dividedBy(2));
  }

  @Test
  void limitOfAHook_slowListenerOfItsBeginning_strikesOnTheNanosecond() {
    RunReport report =
        runSlowlyHeard(HookSpec.of(FIRST, "a", time.endless()).timeout(HOUR.dividedBy(2)));
    HookResult result = report.results().get(0);
    assertThat(result.outcome()).isInstanceOf(TimedOut.class);
    assertThat(result.duration()).isEqualTo(HOUR.dividedBy(2));
    assertThat(report.duration()).isEqualTo(HOUR.multipliedBy(2).plus(HOUR.dividedBy(2)));
  }

  @Test
  void limitOfAHook_slowListenerAfterItsConditions_countsTheConditions() {
    Condition.Test slow =
        context -> {
          time.pass(HOUR);
          return true;
        };
    RunReport report =
        runSlowlyHeard(
            HookSpec.of(FIRST, "a", this::measure)
                .when("it is late", slow)
                .timeout(HOUR.multipliedBy(2)));
    report.throwIfFailed();
    assertThat(left).containsExactly(HOUR, HOUR.dividedBy(2));
    assertThat(report.results().get(0).duration()).isEqualTo(HOUR.plus(HOUR.dividedBy(2)));
  }

  @Test
  void limitOfAnAttempt_isNotUsedUpByListenersOfItsBeginning() {
    Hook failingOnce =
        context -> {
          measure(context);
          if (context.attempt() == 1) {
            throw new IllegalStateException("broke");
          }
        };
    RunReport report =
        runSlowlyHeard(
            HookSpec.of(FIRST, "a", failingOnce)
                .retry(RetryPolicy.attempts(2))
                .attemptTimeout(HOUR));
    report.throwIfFailed();
    assertThat(left).containsExactly(HOUR, HOUR.dividedBy(2), HOUR, HOUR.dividedBy(2));
    assertThat(report.results().get(0).attemptHistory())
        .extracting(HookAttempt::duration)
        .containsExactly(HOUR.dividedBy(2), HOUR.dividedBy(2));
  }

  private RunReport runHeardBy(HookListener listener) {
    HookSpec failing =
        HookSpec.of(
            FIRST,
            "a",
            context -> {
              time.pass(HOUR);
              throw new IllegalStateException("broke");
            });
    return HookEngine.builder()
        .time(time)
        .listener(listener)
        .register(failing.onFailure(FailurePolicy.IGNORE))
        .register(FIRST, "b", context -> time.pass(HOUR))
        .build()
        .run(FIRST, HookRequest.in(directory));
  }

  @Test
  void timeOfAListenerOfWarnings_isThatOfNoHook() {
    RunReport report =
        runHeardBy(
            new HookListener() {
              @Override
              public void warningRaised(WarningRaised event) {
                time.passDeaf(HOUR);
              }
            });
    assertThat(report.warnings()).hasSize(1);
    assertThat(report.results()).extracting(HookResult::duration).containsExactly(HOUR, HOUR);
    assertThat(report.duration()).isEqualTo(HOUR.multipliedBy(3));
  }

  @Test
  void timeOfAListenerOfTheBeginningAndTheEnd_isThatOfTheRunAlone() {
    RunReport report =
        runHeardBy(
            new HookListener() {
              @Override
              public void runStarted(RunStarted event) {
                time.passDeaf(HOUR);
              }

              @Override
              public void runFinished(RunFinished event) {
                time.passDeaf(HOUR);
              }
            });
    assertThat(report.results()).extracting(HookResult::duration).containsExactly(HOUR, HOUR);
    assertThat(report.startedAt()).isEqualTo(VirtualTime.BEGINNING);
    assertThat(report.duration()).isEqualTo(HOUR.multipliedBy(4));
  }

  @Test
  void listenerThatHearsNothingOfTheRun_changesNoTime() {
    RunReport report =
        runHeardBy(
            new HookListener() {
              @Override
              public void lineWritten(LineWritten event) {
                time.passDeaf(HOUR);
              }
            });
    assertThat(report.results()).extracting(HookResult::duration).containsExactly(HOUR, HOUR);
    assertThat(report.duration()).isEqualTo(HOUR.multipliedBy(2));
  }

  /** Passes every call on, and takes an hour to write down that a hook has succeeded. */
  private <T> T slow(Class<T> type, T real) {
    InvocationHandler passingOn =
        (self, method, arguments) -> {
          if (method.getName().equals("recordSucceeded")) {
            time.passDeaf(HOUR);
          }
          Object result = method.invoke(real, arguments);
          return result instanceof LedgerClaim claim ? slow(LedgerClaim.class, claim) : result;
        };
    Class<?>[] types = {type};
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), types, passingOn));
  }

  @Test
  void timeOfALedger_isThatOfNoHook() {
    RunReport report =
        HookEngine.builder()
            .time(time)
            .ledger(slow(Ledger.class, FileLedger.in(directory)))
            .register(HookSpec.of(FIRST, "a", context -> time.pass(HOUR)).undo(context -> {}))
            .register(FIRST, "b", context -> time.pass(HOUR))
            .build()
            .run(FIRST, HookRequest.in(directory).once(FIRST, OnceKey.of("shop")));
    assertThat(report.results()).extracting(HookResult::duration).containsExactly(HOUR, HOUR);
    assertThat(report.duration()).isEqualTo(HOUR.multipliedBy(3));
  }
}
