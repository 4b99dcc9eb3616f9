package dev.hookline.shell.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.testing.ToolUnderTest;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

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

  /** A tool that has no file to spare at its first look. */
  static final class Exhausted {
    private Exhausted() {}

    @SuppressWarnings("ResultOfMethodCallIgnored")
    public static void main(String[] arguments) throws IOException {
      LastPid.class.getName(); // to load a class takes a file
      List<FileInputStream> all = new ArrayList<>();
      openAll(all);
      long without = LastPid.look();
      for (FileInputStream file : all) {
        file.close();
      }
      System.out.println(without + " " + (LastPid.look() > 0));
    }

    private static void openAll(List<FileInputStream> all) {
      try {
        while (true) {
          all.add(new FileInputStream("/dev/null"));
        }
      } catch (IOException e) {
        // There are no more.
      }
    }
  }

  @Test
  void look_noFileWasToBeHadAtFirst_triesAgain() throws IOException {
    Process tool =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n 64; exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ToolUnderTest.classPath(),
                Exhausted.class.getName())
            .redirectErrorStream(true)
            .start();
    tool.getOutputStream().close();

    assertThat(tool.inputReader().lines()).containsExactly("-1 true");
  }

  private static long fromTheFile() throws IOException {
    String load = Files.readString(Path.of("/proc/loadavg")).strip();
    return Long.parseLong(load.substring(load.lastIndexOf(' ') + 1));
  }
}
