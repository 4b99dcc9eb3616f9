package dev.hookline.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.HookFinished;
import dev.hookline.api.HookEvent.HookStarted;
import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookListener;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which events are worth making. */
class HeardTest {
  private static class Starts implements HookListener {
    @Override
    public void hookStarted(HookStarted event) {}
  }

  private static final class StartsAndLines extends Starts {
    @Override
    public void lineWritten(LineWritten event) {}
  }

  private static Heard heardBy(HookListener... listeners) {
    return new Heard(List.of(listeners));
  }

  @Test
  void heard_byListenerThatOverridesNothing_isNothing() {
    Heard heard = heardBy(new HookListener() {});
    assertThat(HookEvent.class.getPermittedSubclasses())
        .noneMatch(kind -> heard.contains(kind.asSubclass(HookEvent.class)));
  }

  @Test
  void heard_byListenerThatOverridesMethods_isTheirEventsAndThoseOfItsSuperclass() {
    Heard heard = heardBy(new StartsAndLines());
    assertThat(heard.contains(HookStarted.class)).isTrue();
    assertThat(heard.contains(LineWritten.class)).isTrue();
    assertThat(heard.contains(HookFinished.class)).isFalse();
  }

  @Test
  void heard_bySeveralListeners_isWhatAnyOfThemHears() {
    Heard heard = heardBy(new HookListener() {}, new Starts());
    assertThat(heard.contains(HookStarted.class)).isTrue();
    assertThat(heard.contains(LineWritten.class)).isFalse();
  }

  @Test
  void heard_byListenerOfTheWholeStream_isEverything() {
    Heard heard =
        heardBy(
            new HookListener() {
              @Override
              public void event(HookEvent event) {}
            });
    assertThat(HookEvent.class.getPermittedSubclasses())
        .allMatch(kind -> heard.contains(kind.asSubclass(HookEvent.class)));
  }

  @Test
  void heard_byProxy_isEverything() {
    Object proxy =
        Proxy.newProxyInstance(
            HeardTest.class.getClassLoader(),
            new Class<?>[] {HookListener.class},
            (self, method, arguments) -> null);
    assertThat(heardBy((HookListener) proxy).contains(HookFinished.class)).isTrue();
  }
}
