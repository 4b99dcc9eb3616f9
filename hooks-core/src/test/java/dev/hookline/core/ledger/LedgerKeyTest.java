package dev.hookline.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerKeyTest {

  /** All different, and each unlike what another would be if a separator were not escaped. */
  static final List<LedgerKey> DIFFERENT =
      List.of(
          LedgerKey.of("a"),
          LedgerKey.of("a", ""),
          LedgerKey.of("", "a"),
          LedgerKey.of(""),
          LedgerKey.of("a", "b"),
          LedgerKey.of("a b"),
          LedgerKey.of("a%0020b"),
          LedgerKey.of("a=b"),
          LedgerKey.of("x").with("a", "b"),
          LedgerKey.of("x", "a=b"),
          LedgerKey.of("x").with("a=", "b"),
          LedgerKey.of("x").with("a", "=b"),
          LedgerKey.of("line\nbreak\r\n\0"),
          LedgerKey.of("Größe \ud83d\ude80 \u2028"),
          LedgerKey.of("\ud83d"),
          LedgerKey.of("\ude80"),
          LedgerKey.of("?"));

  @Test
  void equals_byParts() {
    LedgerKey key = LedgerKey.of("build", "production").with("revision", "4f2a");
    assertThat(key).isEqualTo(LedgerKey.of("build").with("production").with("revision", "4f2a"));
    assertThat(key).hasSameHashCodeAs(LedgerKey.of("build", "production").with("revision", "4f2a"));
    assertThat(key).isNotEqualTo(LedgerKey.of("build", "production").with("revision", "4f2b"));
  }

  @Test
  void encoded_anyText_isOneLineOfAsciiAndComesBack() {
    assertThat(DIFFERENT)
        .allSatisfy(key -> assertThat(key.encoded()).matches("[ -~]*"))
        .allSatisfy(key -> assertThat(LedgerKey.decode(key.encoded())).isEqualTo(key));
  }

  @Test
  void fileName_differentKeys_differ() {
    assertThat(DIFFERENT).doesNotHaveDuplicates();
    assertThat(DIFFERENT.stream().map(LedgerKey::fileName)).doesNotHaveDuplicates();
  }

  @Test
  void fileName_isTheSameForEver() {
    assertThat(LedgerKey.of("build", "Größe").with("revision", "4f 2a").encoded())
        .isEqualTo("build Gr%00f6%00dfe revision=4f%00202a");
    assertThat(LedgerKey.of("build").fileName()).isEqualTo("44575cf5b28512d75644bf54a517dcef");
  }

  @Test
  void toString_isOneReadableLine() {
    assertThat(LedgerKey.of("build", "Größe 1").with("revision", "4f\n\u202e\ud83d"))
        .hasToString("build / Größe 1 / revision=4f\\u000a\\u202e\\ud83d");
  }

  @Test
  void with_emptyName_isRefused() {
    LedgerKey key = LedgerKey.of("build");
    assertThatThrownBy(() -> key.with("", "x"))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("the name of a ledger key part is empty; name it or use with(part)");
  }
}
