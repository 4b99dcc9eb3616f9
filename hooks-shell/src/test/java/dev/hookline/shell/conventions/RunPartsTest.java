package dev.hookline.shell.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.shell.HookDirectory;
import dev.hookline.shell.HookDirectory.NotExecutable;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A sixth convention, made of public parts only: run-parts (R1), and Elastic Beanstalk's (R4). */
class RunPartsTest extends ConventionTestCase {

  /** All that the convention needs. */
  record RunParts(Path directory, Phase phase, NotExecutable notExecutable, FailurePolicy policy)
      implements HookSource {

    static RunParts in(Path directory, Phase phase) {
      return new RunParts(directory, phase, NotExecutable.IGNORE, FailurePolicy.CONTINUE);
    }

    /** Makes scripts executable and stops at the first failure. */
    static RunParts beanstalk(Path project, Phase phase) {
      Path directory = project.resolve(".platform/hooks").resolve(phase.name());
      return new RunParts(directory, phase, NotExecutable.MAKE_EXECUTABLE, FailurePolicy.ABORT);
    }

    @Override
    public List<HookSpec> load() {
      HookDirectory all =
          HookDirectory.of(directory, phase)
              .whenNotExecutable(notExecutable)
              .scripts(ScriptHook::withoutRunArguments)
              .specs(spec -> spec.onFailure(policy));
      return (policy == FailurePolicy.CONTINUE ? all.matching("[a-zA-Z0-9_-]+") : all.optional())
          .load();
    }
  }

  private static final Phase DAILY = Phase.of("daily");

  @Test
  void r1_namesInByteOrder_withoutDots_executableOnly_continuing() throws IOException {
    for (String name : List.of("C", "9z", "10-a", "20-b.sh", "01")) {
      executable("d/" + name, "#!/bin/sh", "echo " + name + " $#", "exit 1");
    }
    write("d/30-not-executable", "echo never");
    TestRun run = run().arguments("x").phase(RunParts.in(project.resolve("d"), DAILY), DAILY);
    assertThat(run.output()).isEqualTo("01 0\n10-a 0\n9z 0\nC 0\n");
    assertThat(run.failures).hasSize(4);
  }

  @Test
  void r4_scriptsWithoutTheRightToExecute_run_andTheFirstFailureStops() throws IOException {
    Phase predeploy = Phase.of("predeploy");
    write(".platform/hooks/predeploy/01_a.sh", "#!/bin/sh", "pwd; exit 4");
    write(".platform/hooks/predeploy/02_b.sh", "#!/bin/sh", "echo never");
    TestRun run = run().phase(RunParts.beanstalk(project, predeploy), predeploy);
    assertThat(run.output()).isEqualTo(project + "\n");
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(RunParts.beanstalk(project, Phase.of("postdeploy")).load()).isEmpty();
  }
}
