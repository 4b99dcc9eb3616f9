package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.core.RunReport;
import dev.hookline.shell.testing.DyingTool;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scripts in a run whose JVM was killed: what they left is ended before the run is resumed. */
@Timeout(60)
class ResumeTest extends ScriptTestCase {
  private final Sleeper sleeper = new Sleeper();

  @AfterEach
  void endSleepers() {
    sleeper.endAll();
  }

  private void kill(String script) throws IOException, InterruptedException {
    Process tool = DyingTool.start(directory, script);
    awaitFile("begun");
    tool.toHandle().destroyForcibly();
    tool.waitFor();
  }

  @Test
  void resume_scriptOfTheDeadRunIsAtWork_isEndedFirstAndReported() throws Exception {
    String script =
        "if [ -e begun ]; then echo resumed; exit; fi\n"
            + "(setsid "
            + sleeper
            + " &); touch begun; "
            + sleeper
            + "\n";
    kill(script);
    List<Long> left = sleeper.awaitRunning(2);

    RunReport report = DyingTool.resume(directory, script);

    assertThat(sleeper.running()).isEmpty();
    assertThat(report.results().get(0).output().text()).isEqualTo("resumed\n");
    for (long pid : left) {
      assertThat(report.warnings())
          .contains(
              "hook \"long\" (phase deploy) had left process "
                  + pid
                  + ": "
                  + sleeper
                  + " running when run "
                  + report.runId()
                  + " died; it was ended");
    }
  }

  @Test
  void resume_leftoverThatIgnoresTerm_isKilled() throws Exception {
    String script =
        "if [ -e begun ]; then echo resumed; exit; fi\n"
            + "trap '' TERM; touch begun; "
            + sleeper
            + "; "
            + sleeper
            + "\n";
    kill(script);
    assertThat(sleeper.awaitRunning(1)).hasSize(1);

    RunReport report = DyingTool.resume(directory, script);

    assertThat(sleeper.running()).isEmpty();
    assertThat(report.isSuccess()).isTrue();
    assertThat(Files.exists(directory.resolve("begun"))).isTrue();
  }
}
