package dev.hookline.core.console.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.core.console.terminal.Surroundings.Service;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a console draws, and where it writes plain lines. */
class SurroundingsTest {

  @Test
  void isWanted_onATerminal_unlessTheEnvironmentSaysOtherwise() {
    assertThat(Surroundings.isWanted(Map.of("TERM", "xterm"))).isTrue();
    assertThat(Surroundings.isWanted(Map.of("TERM", "xterm", "CI", "false"))).isTrue();
    assertThat(Surroundings.isWanted(Map.of("TERM", "xterm", "NO_COLOR", ""))).isTrue();
    assertThat(Surroundings.isWanted(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
    assertThat(Surroundings.isWanted(Map.of("TERM", "xterm", "CI", "true"))).isFalse();
    assertThat(Surroundings.isWanted(Map.of("TERM", "dumb"))).isFalse();
    assertThat(Surroundings.isWanted(Map.of())).isFalse();
  }

  @Test
  void of_aStreamThatIsCaptured_isNoTerminal() {
    PrintStream captured = new PrintStream(new ByteArrayOutputStream());
    assertThat(Surroundings.of(captured, Map.of("TERM", "xterm")).isLive()).isFalse();
  }

  @Test
  void of_ciServices_knowsThem() {
    assertThat(Surroundings.of(false, true, Map.of("GITHUB_ACTIONS", "true")))
        .isEqualTo(new Surroundings(false, Service.GITHUB, true, true));
    assertThat(Surroundings.of(false, true, Map.of("GITLAB_CI", "true", "NO_COLOR", "1")))
        .isEqualTo(new Surroundings(false, Service.GITLAB, false, true));
    assertThat(Surroundings.of(false, false, Map.of()))
        .isEqualTo(new Surroundings(false, Service.NONE, false, false));
  }

  @Test
  void size_ofATerminalThatDoesNotSay_isTheUsualOne() {
    assertThat(TerminalSize.parse("24 80\n")).isEqualTo(new TerminalSize(80, 24));
    assertThat(TerminalSize.parse("50 211\n")).isEqualTo(new TerminalSize(211, 50));
    assertThat(TerminalSize.parse("0 0\n")).isEqualTo(TerminalSize.USUAL);
    assertThat(TerminalSize.parse("")).isEqualTo(TerminalSize.USUAL);
    assertThat(TerminalSize.parse("1 1\n")).isEqualTo(new TerminalSize(20, 3));
  }
}
