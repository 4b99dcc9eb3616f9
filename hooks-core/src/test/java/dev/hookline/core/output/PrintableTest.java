package dev.hookline.core.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.KeptOutput;
import dev.hookline.api.LeftBehind;
import dev.hookline.api.OutputLine.Channel;
import dev.hookline.api.Phase;
import dev.hookline.core.ConsoleProgress;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PrintableTest {
  private static final Phase DEPLOY = Phase.of("deploy");

  @Test
  void line_controlCharacters_areEscapes() {
    assertThat(Printable.line("a\u001b[2Jb\r\nc\u009bd\te\u007f"))
        .isEqualTo("a\\u001b[2Jb\\r\\nc\\u009bd\te\\u007f");
  }

  @Test
  void lines_lineFeed_stays() {
    assertThat(Printable.lines("a\nb\rc")).isEqualTo("a\nb\\rc");
  }

  @Test
  void line_plainText_staysAsItIs() {
    assertThat(Printable.line("größer 😀")).isEqualTo("größer 😀");
  }

  @Test
  void console_lineMovesTheCursor_showsThat() {
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(console, true, UTF_8);
    byte[] line = "x\r\u001b[1Afaked\n".getBytes(UTF_8);

    RunReport report =
        HookEngine.builder()
            .register(
                DEPLOY, "a", context -> context.output().write(Channel.OUT, line, 0, line.length))
            .build()
            .run(DEPLOY, HookRequest.in(Path.of(".")).listener(ConsoleProgress.to(stream)));

    assertThat(report.isSuccess()).isTrue();
    assertThat(console.toString(UTF_8)).contains("   [a] \\u001b[1Afaked");
  }

  @Test
  void leftBehind_commandWithNewline_cannotAddALineToTheReport() {
    LeftBehind forged = LeftBehind.process(1, "sleep\n  succeeded hook \"z\"");
    RunReport report =
        HookEngine.builder()
            .register(DEPLOY, "a", context -> context.leaveBehind(forged))
            .build()
            .run(DEPLOY, HookRequest.in(Path.of(".")));

    assertThat(report.results().get(0).leftBehind())
        .containsExactly(LeftBehind.process(1, "sleep\\n  succeeded hook \"z\""));
  }

  @Test
  void keptOutput_cutsWithinACharacter_leaveItOut() {
    for (String before : new String[] {"", "x", "xy"}) {
      HeadAndTail kept = new HeadAndTail();
      byte[] euros = before.concat("€".repeat(20_000)).concat(before).getBytes(UTF_8);

      kept.add(euros, 0, euros.length);

      KeptOutput output = kept.toOutput();
      assertThat(output.head() + output.tail()).doesNotContain("\ufffd");
      int shown = output.head().getBytes(UTF_8).length + output.tail().getBytes(UTF_8).length;
      assertThat(shown + output.omittedBytes()).isEqualTo(euros.length);
    }
  }
}
