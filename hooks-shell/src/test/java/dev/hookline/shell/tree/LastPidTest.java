package dev.hookline.shell.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;

class LastPidTest {
  private static final int TIMES = 20;

  /** The file is kept open, and still says what is so now. */
  @RepeatedTest(TIMES)
  void look_afterAStart_isThatIdOrALaterOne() throws Exception {
    long before = LastPid.look();
    Process process = new ProcessBuilder("true").start();
    long after = LastPid.look();
    process.waitFor();

    assertThat(after).isGreaterThanOrEqualTo(process.pid()).isGreaterThan(before);
  }

  @RepeatedTest(TIMES)
  void look_isWhatTheKernelSays() throws IOException {
    long said;
    long seen;
    do {
      said = fromTheFile();
      seen = LastPid.look();
    } while (fromTheFile() != said);

    assertThat(seen).isEqualTo(said);
  }

  private static long fromTheFile() throws IOException {
    String load = Files.readString(Path.of("/proc/loadavg")).strip();
    return Long.parseLong(load.substring(load.lastIndexOf(' ') + 1));
  }
}
