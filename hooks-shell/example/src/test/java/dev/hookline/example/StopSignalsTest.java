package dev.hookline.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StopSignalsTest {
  @TempDir Path temp;

  @Test
  @Timeout(60)
  void toolIsToldToEnd_takesBackWhatItDid() throws IOException, InterruptedException {
    Tool tool = Tool.with(temp, "app");
    tool.guests("name\nAda\n");
    tool.script("hooks/deploy/20-wait.sh", "echo waiting; exec sleep 50");
    Process process = start(tool);
    try (BufferedReader out = process.inputReader(UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.equals("   [20-wait.sh] waiting")) {
        line = out.readLine();
      }
      assertThat(line).isNotNull();
      process.toHandle().destroy();
      assertThat(out.lines().collect(Collectors.joining("\n")))
          .contains(
              "-> undo of 10-migrate.sh", "deployment cancelled after", "nothing is deployed");
    }
    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(tool.guests()).isEqualTo("name\nAda\n");
    assertThat(tool.releases()).isEmpty();
  }

  private static Process start(Tool tool) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-classpath",
            System.getProperty("java.class.path"),
            DeployTool.class.getName(),
            "--once",
            tool.project.toString(),
            tool.target.toString());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
