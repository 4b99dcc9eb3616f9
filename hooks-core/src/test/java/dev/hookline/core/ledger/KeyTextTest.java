package dev.hookline.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.OnceKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyTextTest {

  /** All different, and each unlike what another would be if a separator were not escaped. */
  static final List<OnceKey> DIFFERENT =
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
    assertThat(DIFFERENT.stream().map(KeyText::fileName)).doesNotHaveDuplicates();
  }

  @Test
  void fileName_isTheSameForEver() {
    assertThat(KeyText.encode(OnceKey.of("build", "Größe").with("revision", "4f 2a")))
        .isEqualTo("build Gr%00f6%00dfe revision=4f%00202a");
    assertThat(KeyText.fileName(OnceKey.of("build"))).isEqualTo("44575cf5b28512d75644bf54a517dcef");
  }
}
