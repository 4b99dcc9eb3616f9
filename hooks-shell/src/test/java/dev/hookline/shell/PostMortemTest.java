package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunHandle;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a report says of a script that hung, as it was before the script was asked to end. */
@Timeout(60)
class PostMortemTest {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final String HANGS = "sleep 300 & echo ready; wait # s3cret";

  @TempDir private Path directory;

  private HookSpec hanging() {
    return HookSpec.of(DEPLOY, "a", ScriptHook.command("sh", "-c", HANGS))
        .environment(Environment.empty().withSecret("TOKEN", "s3cret"));
  }

  private HookEngine engine(HookSpec spec) {
    return HookEngine.builder().register(spec).build();
  }

  @Test
  void postMortem_ofAScriptAtItsLimit_namesItsProcessesAndWhatTheyWaitFor() {
    HookResult result =
        engine(hanging().timeout(Duration.ofSeconds(1)))
            .run(DEPLOY, HookRequest.in(directory))
            .results()
            .get(0);
    assertThat(result.postMortem().get(0))
        .matches(
            "process \\d+ \\(sleeping, 0\\.\\d\\d s of CPU\\):"
                + " \\S*sh -c sleep 300 & echo ready; wait # \\*\\*\\*");
    assertThat(result.postMortem())
        .anyMatch(
            line -> line.matches("process \\d+ \\(sleeping, 0\\.\\d\\d s of CPU\\): sleep 300"))
        .noneMatch(line -> line.contains("s3cret"));
  }

  @Test
  void postMortem_ofAScriptThatWasCancelled_isNotTaken() throws Exception {
    RunHandle run = engine(hanging()).start(DEPLOY, HookRequest.in(directory));
    run.cancel();
    assertThat(run.await().results().get(0).postMortem()).isEmpty();
  }
}
