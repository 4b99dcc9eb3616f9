package dev.hookline.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Conditions with and without effects. */
class ConditionTest {
  @Test
  void condition_knowsWhetherADryRunMayAsk() throws Exception {
    Condition free = Condition.withoutEffects("on production", context -> true);
    assertThat(free.isWithoutEffects()).isTrue();
    assertThat(free).hasToString("on production");
    assertThat(Condition.of("on production", context -> false).isWithoutEffects()).isFalse();
  }
}
