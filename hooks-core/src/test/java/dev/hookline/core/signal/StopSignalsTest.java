package dev.hookline.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.core.testing.ChildJvm;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class StopSignalsTest {
  private static final String TOOL = SignalledTool.class.getName();

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143", "HUP,129"})
  void firstSignal_cancelsTheRunWhichCleansUp(String signal, int exitCode) throws Exception {
    try (ChildJvm tool = waiting(TOOL)) {
      send(signal, tool);
      assertThat(tool.rest())
          .containsExactly(
              "undone",
              "tidied",
              "notified",
              "CANCELLED, the run was cancelled by SIG" + signal,
              "exit " + exitCode);
      assertThat(tool.waitFor()).isEqualTo(exitCode);
    }
  }

  @Test
  void secondSignal_endsAtOnceAndSaysWhatWasLeft() throws Exception {
    try (ChildJvm tool = waiting(TOOL, "hang")) {
      send("INT", tool);
      assertThat(tool.line()).isEqualTo("undone");
      assertThat(tool.line()).isEqualTo("waiting");
      send("TERM", tool);
      assertThat(tool.rest())
          .containsExactly(
              "SIGTERM again: ending at once; running: always hook \"tidy\" (phase deploy); not"
                  + " begun: always hook \"notify\" (phase deploy)");
      assertThat(tool.waitFor()).isEqualTo(143);
    }
  }

  @Test
  void runHasEnded_signalDoesWhatItDidBefore() throws Exception {
    try (ChildJvm tool = waiting(TOOL, "stay")) {
      send("INT", tool);
      while (!tool.line().equals("exit 130")) {}
      send("TERM", tool);
      assertThat(tool.rest()).isEmpty();
      assertThat(tool.waitFor()).isEqualTo(143);
    }
  }

  @Test
  void signalIsIgnored_staysIgnored() throws Exception {
    try (ChildJvm tool = ChildJvm.startAfter("trap '' HUP", TOOL)) {
      assertThat(tool.line()).isEqualTo("waiting");
      send("HUP", tool);
      send("TERM", tool);
      assertThat(tool.rest()).contains("CANCELLED, the run was cancelled by SIGTERM");
    }
  }

  @Test
  void jvmHasNoSignals_itsEndWaitsForTheCleanup() throws Exception {
    try (ChildJvm tool = waiting("--limit-modules", "java.base", TOOL)) {
      send("TERM", tool);
      assertThat(tool.rest()).startsWith("undone", "tidied", "notified");
      assertThat(tool.waitFor()).isEqualTo(143);
    }
  }

  private static ChildJvm waiting(String... arguments) throws IOException {
    ChildJvm tool = ChildJvm.startWithSignals(arguments);
    assertThat(tool.line()).isEqualTo("waiting");
    return tool;
  }

  private static void send(String signal, ChildJvm tool) throws IOException, InterruptedException {
    List<String> kill = List.of("kill", "-" + signal, String.valueOf(tool.pid()));
    assertThat(new ProcessBuilder(kill).inheritIO().start().waitFor()).isZero();
  }
}
