package dev.hookline.shell.hooksfile.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.hooksfile.table.Converted;
import dev.hookline.shell.hooksfile.table.Text;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a command may be is said by a pattern, for the schema, and checked more quickly. */
class ValuesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\t\n\u000b\f\r ",
        "a",
        " a ",
        "\na",
        "a\n",
        "\u00a0",
        "\u2028",
        "\0",
        "a\0",
        "\0a",
        " \0 ",
        "a b",
        "\ud83d\ude00",
        "\u0085",
        "\u001c"
      })
  void line_quickCheck_agreesWithThePattern(String text) {
    Text line = (Text) ((Converted<?, ?>) Values.WORDS.ways().get(0)).shape();
    assertThat(line.check().test(text))
        .isEqualTo(line.pattern().orElseThrow().matcher(text).matches());
  }
}
