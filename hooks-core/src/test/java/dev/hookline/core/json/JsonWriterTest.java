package dev.hookline.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  private final StringBuilder out = new StringBuilder();

  @Test
  void compact_nested_isOneLineInTheOrderOfTheCalls() {
    fill(JsonWriter.compact(out));
    assertThat(out)
        .hasToString(
            "{\"name\":\"deploy\",\"count\":-3,\"ok\":true,\"tags\":[\"a\",\"b\"],"
                + "\"none\":[],\"empty\":{},\"hooks\":[{\"n\":1},{\"n\":2}]}");
  }

  @Test
  void indented_nested_putsEachMemberOnALine() {
    fill(JsonWriter.indented(out));
    assertThat(out)
        .hasToString(
            """
            {
              "name": "deploy",
              "count": -3,
              "ok": true,
              "tags": [
                "a",
                "b"
              ],
              "none": [],
              "empty": {},
              "hooks": [
                {
                  "n": 1
                },
                {
                  "n": 2
                }
              ]
            }""");
  }

  @Test
  void text_withWhatBreaksLinesScriptsOrUtf8_isEscaped() {
    JsonWriter.compact(out)
        .beginArray()
        .value("q\" b\\ n\n r\r t\t e\u001b d\u007f c\u0085")
        .value("</script> a/b <b>")
        .value("\u2028\u2029\ufffe\uffff")
        .value("\ud83d\ude00 \ud83d \ude00 \ud83d")
        .endArray();
    assertThat(out)
        .hasToString(
            "[\"q\\\" b\\\\ n\\n r\\r t\\t e\\u001b d\\u007f c\\u0085\","
                + "\"<\\/script> a/b <b>\","
                + "\"\\u2028\\u2029\\ufffe\\uffff\","
                + "\"\ud83d\ude00 \\ud83d \\ude00 \\ud83d\"]");
  }

  @Test
  void durations_areSecondsExactToTheNanosecond() {
    JsonWriter.compact(out)
        .beginObject()
        .member("a", Duration.ZERO)
        .member("b", Duration.ofNanos(1))
        .member("c", Duration.ofMillis(144))
        .member("d", Duration.ofMinutes(100))
        .member("e", Duration.ofSeconds(Long.MAX_VALUE))
        .member("f", Duration.ofMillis(-1500))
        .endObject();
    assertThat(out)
        .hasToString(
            "{\"a\":0,\"b\":0.000000001,\"c\":0.144,\"d\":6000,\"e\":9223372036854775807,"
                + "\"f\":-1.5}");
  }

  @Test
  void targetThatThrows_isPassedOnUnchecked() {
    JsonWriter broken = JsonWriter.compact(new BrokenWriter());
    assertThatThrownBy(broken::beginObject)
        .isInstanceOf(UncheckedIOException.class)
        .hasRootCauseMessage("disk full");
  }

  private static void fill(JsonWriter json) {
    json.beginObject()
        .member("name", "deploy")
        .member("count", -3)
        .member("ok", true)
        .member("tags", List.of("a", "b"))
        .beginArray("none")
        .endArray()
        .beginObject("empty")
        .endObject()
        .beginArray("hooks");
    json.beginObject().member("n", 1).endObject();
    json.beginObject().member("n", 2).endObject();
    json.endArray().endObject();
  }

  private static final class BrokenWriter extends Writer {
    @Override
    public void write(char[] chars, int offset, int length) throws IOException {
      throw new IOException("disk full");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
