package dev.hookline.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookListener;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which events are worth making. */
class HeardTest {
  private static class Starts implements HookListener {
    @Override
    public void hookStarted(HookEvent.HookStarted event) {}
  }

  private static final class StartsAndLines extends Starts {
    @Override
    public void lineWritten(HookEvent.LineWritten event) {}
  }

  private static final class EachByItself implements HookListener {
    @Override
    public void runStarted(HookEvent.RunStarted event) {}

    @Override
    public void phaseStarted(HookEvent.PhaseStarted event) {}

    @Override
    public void keyAwaited(HookEvent.KeyAwaited event) {}

    @Override
    public void hookStarted(HookEvent.HookStarted event) {}

    @Override
    public void attemptStarted(HookEvent.AttemptStarted event) {}

    @Override
    public void lineWritten(HookEvent.LineWritten event) {}

    @Override
    public void partialLineWritten(HookEvent.PartialLineWritten event) {}

    @Override
    public void attemptEnded(HookEvent.AttemptEnded event) {}

    @Override
    public void retryAwaited(HookEvent.RetryAwaited event) {}

    @Override
    public void hookFinished(HookEvent.HookFinished event) {}

    @Override
    public void warningRaised(HookEvent.WarningRaised event) {}

    @Override
    public void phaseFinished(HookEvent.PhaseFinished event) {}

    @Override
    public void runFinished(HookEvent.RunFinished event) {}
  }

  private static final List<Integer> KINDS =
      List.of(
          Heard.RUN_STARTED,
          Heard.PHASE_STARTED,
          Heard.KEY_AWAITED,
          Heard.HOOK_STARTED,
          Heard.ATTEMPT_STARTED,
          Heard.LINE_WRITTEN,
          Heard.PARTIAL_LINE_WRITTEN,
          Heard.ATTEMPT_ENDED,
          Heard.RETRY_AWAITED,
          Heard.HOOK_FINISHED,
          Heard.WARNING_RAISED,
          Heard.PHASE_FINISHED,
          Heard.RUN_FINISHED);

  /** A kind of events that there is not. */
  private static final int NONE_OF_THEM = 1 << 30;

  private static Heard heardBy(HookListener... listeners) {
    return Heard.by(List.of(listeners));
  }

  @Test
  void heard_byNoListener_isNothing() {
    assertThat(heardBy().isAnything()).isFalse();
    assertThat(KINDS).noneMatch(heardBy()::hears);
  }

  @Test
  void heard_byListenerThatOverridesNothing_isNothing() {
    Heard heard = heardBy(new HookListener() {});
    assertThat(heard.isAnything()).isFalse();
    assertThat(KINDS).noneMatch(heard::hears);
  }

  @Test
  void heard_byListenerThatOverridesMethods_isTheirEventsAndThoseOfItsSuperclass() {
    Heard heard = heardBy(new StartsAndLines());
    assertThat(heard.isAnything()).isTrue();
    assertThat(KINDS.stream().filter(heard::hears))
        .containsExactly(Heard.HOOK_STARTED, Heard.LINE_WRITTEN);
  }

  @Test
  void heard_bySeveralListeners_isWhatAnyOfThemHears() {
    Heard heard = heardBy(new HookListener() {}, new Starts());
    assertThat(KINDS.stream().filter(heard::hears)).containsExactly(Heard.HOOK_STARTED);
  }

  @Test
  void heard_byListenerOfEachKind_isEachKindThatThereIs() {
    Heard heard = heardBy(new EachByItself());
    assertThat(KINDS)
        .hasSameSizeAs(HookEvent.class.getPermittedSubclasses())
        .allMatch(heard::hears);
    assertThat(heard.hears(NONE_OF_THEM)).isFalse();
  }

  @Test
  void hears_severalKinds_isTrueIfOneOfThemIsHeard() {
    Heard heard = heardBy(new Starts());
    assertThat(heard.hears(Heard.LINE_WRITTEN | Heard.HOOK_STARTED)).isTrue();
    assertThat(heard.hears(Heard.LINE_WRITTEN | Heard.HOOK_FINISHED)).isFalse();
  }

  @Test
  void heard_byListenerOfTheWholeStream_isEverything() {
    Heard heard =
        heardBy(
            new HookListener() {
              @Override
              public void event(HookEvent event) {}
            });
    assertThat(KINDS).allMatch(heard::hears);
    assertThat(heard.hears(NONE_OF_THEM)).isTrue(); // kinds of a later version, too
  }

  @Test
  void heard_byProxy_isEverything() {
    Object proxy =
        Proxy.newProxyInstance(
            HeardTest.class.getClassLoader(),
            new Class<?>[] {HookListener.class},
            (self, method, arguments) -> null);
    assertThat(KINDS).allMatch(heardBy((HookListener) proxy)::hears);
  }
}
