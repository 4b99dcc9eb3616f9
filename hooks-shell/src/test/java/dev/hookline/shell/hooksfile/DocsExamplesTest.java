package dev.hookline.shell.hooksfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.shell.testing.OwnFile;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the examples of the page about hooks.yaml as they stand there. */
class DocsExamplesTest extends ScriptTestCase {
  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

  private static final Lifecycle DEPLOYMENT =
      Lifecycle.named("deployment")
          .phase(Phase.of("build"))
          .phase(Phase.of("deploy"))
          .phase(Phase.of("post_deploy"))
          .build();

  @BeforeEach
  void createProject() throws IOException {
    OwnFile.closed(Files.createDirectories(directory.resolve("bin")));
    Files.createDirectories(directory.resolve("public"));
    Files.writeString(directory.resolve("public/index.html"), "hello");
    Files.writeString(directory.resolve("VERSION"), "v7\n");
    OwnFile.write(directory.resolve(".env"), "DB_PASSWORD=hunter2\n");
    for (String name :
        List.of("compile", "migrate", "roll-out", "page-the-team", "warm", "unlock")) {
      write("bin/" + name, "#!/bin/sh", "echo " + name + " \"$@\" \"for $STAGE\" $DB_PASSWORD");
    }
  }

  private HooksFile example(int number) throws IOException {
    String page = Files.readString(Path.of("docs/hooks-yaml.md"));
    List<String> examples = EXAMPLE.matcher(page).results().map(found -> found.group(1)).toList();
    OwnFile.write(directory.resolve("hooks.yaml"), examples.get(number));
    return HooksFile.in(directory);
  }

  @Test
  void simpleExample_runsBothHooks() throws IOException {
    TestRun run = TestRun.in(directory).phase(example(0), Phase.of("deploy"));
    assertThat(run.transcript).containsExactly("deploy/migrate succeeded", "deploy/warm succeeded");
  }

  @Test
  void richExample_runsTheWholeDeployment() throws IOException {
    HooksFile file = example(1);
    TestRun run = TestRun.in(directory).lifecycle(file, file.applyTo(DEPLOYMENT));
    assertThat(run.transcript)
        .containsExactly(
            "build/compile --release succeeded",
            "build/version succeeded",
            "deploy/migrate succeeded",
            "deploy/roll out (eu) succeeded",
            "deploy/roll out (us) succeeded",
            "deploy/page-the-team skipped: nothing failed",
            "post_deploy/warm succeeded",
            "deployment/unlock succeeded");
    assertThat(run.output())
        .isEqualTo(
            """
            compile --release for production ***
            migrate --to v7 for production ***
            roll-out eu v7 for production ***
            roll-out us v7 for production ***
            warm for production ***
            unlock for production ***
            """);
  }

  @Test
  void richExample_aFailure_isUndoneAndReported() throws IOException {
    write("bin/roll-out", "#!/bin/sh", "echo \"no route to $1\"; exit 4");
    HooksFile unused = example(1);
    String text =
        Files.readString(directory.resolve("hooks.yaml")).replace("backoff: 2s", "backoff: 1ms");
    OwnFile.write(directory.resolve("hooks.yaml"), text);
    HooksFile file = HooksFile.in(directory);
    TestRun run = TestRun.in(directory).lifecycle(file, file.applyTo(DEPLOYMENT));
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.transcript)
        .contains(
            "deploy/page-the-team succeeded",
            "deploy/migrate succeeded",
            "deployment/unlock succeeded")
        .doesNotContain("post_deploy/warm succeeded");
    assertThat(run.output()).contains("migrate --back for production ***\n");
  }
}
