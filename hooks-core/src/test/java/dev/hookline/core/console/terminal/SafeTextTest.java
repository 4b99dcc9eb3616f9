package dev.hookline.core.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is left of what others wrote. */
class SafeTextTest {

  private static String coloured(String text) {
    return SafeText.of(text, true);
  }

  @Test
  void of_plainText_isTheSame() {
    String text = "größer 漢字 😀 a\tb";
    assertThat(coloured(text)).isEqualTo(text);
    String ascii = "plain";
    assertThat(coloured(ascii)).isSameAs(ascii);
  }

  @Test
  void of_colours_pass_andEnd() {
    assertThat(coloured("\u001b[1;31mred")).isEqualTo("\u001b[1;31mred\u001b[0m");
    assertThat(coloured("\u001b[38;5;214mx")).isEqualTo("\u001b[38;5;214mx\u001b[0m");
    assertThat(coloured("\u001b[38;2;1;2;255mx\u001b[m")).startsWith("\u001b[38;2;1;2;255mx");
    assertThat(SafeText.of("\u001b[1;31mred\u001b[0m", false)).isEqualTo("red");
  }

  @Test
  void of_otherSequences_areShown() {
    assertThat(coloured("\u001b[2J")).isEqualTo("\\u001b[2J");
    assertThat(coloured("\u001b[8mhidden")).isEqualTo("\\u001b[8mhidden");
    assertThat(coloured("\u001b]0;title\u0007")).isEqualTo("\\u001b]0;title\\u0007");
    assertThat(coloured("\u009b2J \b \u007f")).isEqualTo("\\u009b2J \\u0008 \\u007f");
    assertThat(coloured("\u001b[" + "1;".repeat(99) + "1m")).startsWith("\\u001b[1;1");
  }

  @Test
  void of_charactersThatReorderOrEndLines_areShown() {
    assertThat(coloured("\u202eabc\u2066\u200f\u2028\ufeff"))
        .isEqualTo("\\u202eabc\\u2066\\u200f\\u2028\\ufeff");
    assertThat(coloured("\ud800x\n")).isEqualTo("\\ud800x\\n");
  }

  @Test
  void of_carriageReturns_showTheLastState() {
    assertThat(coloured("10%\r20%\r30%")).isEqualTo("30%");
    assertThat(coloured("10%\r20%\r")).isEqualTo("20%");
    assertThat(coloured("\r\r")).isEmpty();
  }

  @Test
  void of_anything_holdsNoControlButColours() {
    Random random = new Random(7);
    String alphabet = "\u001b\u001b[[0138;5mJK\r\n\b\u0007\u009b\u202e\ud83d\ude00漢\u0301 ax";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(30); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String safe = coloured(text.toString());
      assertThat(safe.replaceAll("\u001b\\[[0-9;]*m", ""))
          .as(() -> text.codePoints().boxed().toList().toString())
          .doesNotContainPattern("[\\p{Cc}\u202e\ud800-\udbff](?![\udc00-\udfff])");
    }
  }
}
