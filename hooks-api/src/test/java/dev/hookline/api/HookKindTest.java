package dev.hookline.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The kinds of hooks. */
class HookKindTest {
  @Test
  void kinds_order_isUndoOnFailureAlways() {
    assertThat(HookKind.values())
        .filteredOn(HookKind::isCleanup)
        .containsExactly(HookKind.UNDO, HookKind.ON_FAILURE, HookKind.ALWAYS);
  }
}
