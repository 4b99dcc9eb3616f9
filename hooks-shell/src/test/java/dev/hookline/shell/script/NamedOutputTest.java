package dev.hookline.shell.script;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.OutputLine.Channel;
import dev.hookline.shell.testing.RecordingOutput;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedOutputTest {
  private final RecordingOutput recorded = new RecordingOutput();
  private final NamedOutput named =
      new NamedOutput(recorded, Path.of("/tmp/t-1.script"), "migrate");

  private void write(String text, int atOnce) {
    byte[] bytes = ("x" + text + "x").getBytes(UTF_8);
    for (int at = 1; at < bytes.length - 1; at += atOnce) {
      named.write(Channel.OUT, bytes, at, Math.min(atOnce, bytes.length - 1 - at));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 14, 15, 16, 17, 1000})
  void write_nameOfTheFileInPieces_isReplacedEachTime(int atOnce) {
    write("/tmp/t-1.script: 4: /tmp/t/tmp/t-1.script//tmp/t-1.script/tmp/t-1.script", atOnce);
    named.end();
    assertThat(recorded.text()).isEqualTo("migrate: 4: /tmp/tmigrate/migratemigrate");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 1000})
  void write_endsLikeTheBeginningOfTheFile_isCompleteAtTheEnd(int atOnce) {
    write("see /tmp/t-1.scrip", atOnce);
    named.end();
    named.end();
    assertThat(recorded.text()).isEqualTo("see /tmp/t-1.scrip");
  }

  @Test
  void write_bothChannels_holdBackApart() {
    byte[] first = "/tmp/t-".getBytes(UTF_8);
    byte[] rest = "1.script".getBytes(UTF_8);
    named.write(Channel.OUT, first, 0, first.length);
    named.write(Channel.ERR, rest, 0, rest.length);
    named.write(Channel.OUT, rest, 0, rest.length);
    named.end();
    assertThat(recorded.text()).isEqualTo("migrate");
    assertThat(recorded.errors()).isEqualTo("1.script");
  }
}
