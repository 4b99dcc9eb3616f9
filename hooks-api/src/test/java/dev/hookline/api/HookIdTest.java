package dev.hookline.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How messages name a hook. */
class HookIdTest {
  private static final Phase DEPLOY = Phase.of("deploy");

  @Test
  void id_text_namesKindNameAndPhase() {
    assertThat(new HookId(DEPLOY, "a", HookKind.ORDINARY)).hasToString("hook \"a\" (phase deploy)");
    assertThat(new HookId(DEPLOY, "a", HookKind.STEP)).hasToString("step \"a\"");
    assertThat(new HookId(DEPLOY, "a", HookKind.UNDO)).hasToString("undo of \"a\" (phase deploy)");
    assertThat(new HookId(DEPLOY, "a", HookKind.ON_FAILURE))
        .hasToString("on-failure hook \"a\" (phase deploy)");
    assertThat(new HookId(DEPLOY, "a\n", HookKind.ALWAYS))
        .hasToString("always hook \"a\\u000a\" (phase deploy)");
  }
}
