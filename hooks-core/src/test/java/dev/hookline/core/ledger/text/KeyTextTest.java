package dev.hookline.core.ledger.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import java.util.List;
import org.junit.jupiter.api.Test;

public class KeyTextTest {
  private static final Phase PHASE = Phase.of("deploy");

  /** All different, and each unlike what another would be if a separator were not escaped. */
  public static final List<OnceKey> DIFFERENT =
      List.of(
          OnceKey.of("a"),
          OnceKey.of("a", ""),
          OnceKey.of("", "a"),
          OnceKey.of(""),
          OnceKey.of("a", "b"),
          OnceKey.of("a b"),
          OnceKey.of("a%0020b"),
          OnceKey.of("a=b"),
          OnceKey.of("x").with("a", "b"),
          OnceKey.of("x", "a=b"),
          OnceKey.of("x").with("a=", "b"),
          OnceKey.of("x").with("a", "=b"),
          OnceKey.of("line\nbreak\r\n\0"),
          OnceKey.of("Größe \ud83d\ude80 \u2028"),
          OnceKey.of("\ud83d"),
          OnceKey.of("\ude80"),
          OnceKey.of("?"));

  @Test
  void encoded_anyText_isOneLineOfAsciiAndComesBack() {
    assertThat(DIFFERENT)
        .allSatisfy(key -> assertThat(KeyText.encode(key)).matches("[ -~]*"))
        .allSatisfy(key -> assertThat(KeyText.decode(KeyText.encode(key))).isEqualTo(key));
  }

  @Test
  void fileName_differentKeys_differ() {
    assertThat(DIFFERENT).doesNotHaveDuplicates();
    assertThat(DIFFERENT.stream().map(key -> KeyText.fileName(PHASE, key))).doesNotHaveDuplicates();
  }

  @Test
  void fileName_sameKeyOfAnotherPhase_differs() {
    OnceKey key = OnceKey.of("b", "c");
    assertThat(KeyText.fileName(Phase.of("a"), key))
        .isNotEqualTo(KeyText.fileName(Phase.of("a b"), OnceKey.of("c")))
        .isNotEqualTo(KeyText.fileName(Phase.of("b"), key));
  }

  @Test
  void fileName_isTheSameForEver() {
    assertThat(KeyText.encode(OnceKey.of("build", "Größe").with("revision", "4f 2a")))
        .isEqualTo("build Gr%00f6%00dfe revision=4f%00202a");
    assertThat(KeyText.fileName(PHASE, OnceKey.of("build")))
        .isEqualTo("4b0cf58cb9fc9e6c5f1bfa07048dd493");
  }
}
