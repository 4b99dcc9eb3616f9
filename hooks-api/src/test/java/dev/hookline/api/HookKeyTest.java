package dev.hookline.api;

import static dev.hookline.api.testing.Refusals.assertNullRefused;
import static dev.hookline.api.testing.Refusals.assertRefused;
import static dev.hookline.api.testing.Refusals.none;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Typed values that hooks hand on. */
class HookKeyTest {
  @Test
  void key_sameNameAndType_isTheSame() {
    assertThat(HookKey.of("a", String.class))
        .isEqualTo(HookKey.of("a", String.class))
        .isNotEqualTo(HookKey.of("a", Integer.class));
    assertRefused(
        () -> HookKey.of("port", int.class),
        "key \"port\" has the primitive type int, of which there are no objects; use the class that"
            + " boxes it");
    assertNullRefused(List.of(() -> HookKey.of("a", none())));
  }
}
