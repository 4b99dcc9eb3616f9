package dev.hookline.api;

import static dev.hookline.api.testing.Refusals.assertNullRefused;
import static dev.hookline.api.testing.Refusals.assertRefused;
import static dev.hookline.api.testing.Refusals.none;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.OnceKey.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a ledger remembers a phase by. */
class OnceKeyTest {

  @Test
  void equals_byParts() {
    OnceKey key = OnceKey.of("build", "production").with("revision", "4f2a");
    assertThat(key).isEqualTo(OnceKey.of("build").with("production").with("revision", "4f2a"));
    assertThat(key).hasSameHashCodeAs(OnceKey.of("build", "production").with("revision", "4f2a"));
    assertThat(key).isNotEqualTo(OnceKey.of("build", "production").with("revision", "4f2b"));
    assertThat(OnceKey.of(key.parts())).isEqualTo(key);
  }

  @Test
  void toString_isOneReadableLine() {
    assertThat(OnceKey.of("build", "Größe 1").with("revision", "4f\n\u202e\ud83d"))
        .hasToString("build / Größe 1 / revision=4f\\u000a\\u202e\\ud83d");
  }

  @Test
  void with_emptyName_isRefused() {
    OnceKey key = OnceKey.of("build");
    assertRefused(
        () -> key.with("", "x"), "the name of a key part is empty; name it or use with(part)");
    assertRefused(() -> OnceKey.of(List.of()), "a key needs at least one part");
  }

  @Test
  void null_isRefusedAtOnce() {
    OnceKey key = OnceKey.of("build");
    assertNullRefused(
        List.of(
            () -> OnceKey.of("a", (String) none()),
            () -> key.with(none()),
            () -> key.with("name", none()),
            () -> new Part(none(), "value")));
  }
}
