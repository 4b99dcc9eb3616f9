package dev.hookline.shell.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.FailurePolicy;
import dev.hookline.api.Hook;
import dev.hookline.api.HookExitException;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.shell.HookDirectory;
import dev.hookline.shell.HookDirectory.NotExecutable;
import dev.hookline.shell.NameOrder;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A sixth convention, made of public parts only: run-parts (R1, R5), and Elastic Beanstalk's (R4).
 */
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
      return policy == FailurePolicy.CONTINUE
          ? besideBrokenLinks(all.matching(name -> isName(name) && !isBroken(name)))
          : all.optional().load();
    }

    private static boolean isName(String name) {
      return name.matches("[a-zA-Z0-9_-]+");
    }

    private boolean isBroken(String name) {
      return Files.notExists(directory.resolve(name));
    }

    /** A link that leads nowhere is reported in its place, and nothing more (R5). */
    private List<HookSpec> besideBrokenLinks(HookDirectory scripts) {
      Stream<HookSpec> broken =
          Stream.of(Objects.requireNonNullElse(directory.toFile().list(), new String[0]))
              .filter(name -> isName(name) && isBroken(name))
              .map(this::report);
      return Stream.concat(scripts.load().stream(), broken)
          .sorted(Comparator.comparing(HookSpec::name, NameOrder.BYTES))
          .toList();
    }

    private HookSpec report(String name) {
      Path link = directory.resolve(name);
      Hook failing =
          context -> {
            throw new NoSuchFileException("failed to stat component " + link);
          };
      return HookSpec.of(phase, name, failing).onFailure(FailurePolicy.IGNORE);
    }

    /** The last failure decides, where a report has the first one decide. */
    static int exitCode(RunReport report) {
      return report.failures().stream()
          .map(result -> result.outcome().failure().orElseThrow())
          .map(failure -> failure instanceof HookExitException exit ? exit.exitCode() : 1)
          .reduce(0, (earlier, later) -> later);
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
  void r5_brokenLink_isReported_theOthersRun_andTheLastFailureDecides() throws IOException {
    executable("d/10-a", "#!/bin/sh", "echo a; exit 3");
    Files.createSymbolicLink(project.resolve("d/20-b"), Path.of("none"));
    executable("d/30-c", "#!/bin/sh", "echo c; exit 5");
    executable("d/40-d", "#!/bin/sh", "echo d");
    RunReport report =
        HookEngine.builder()
            .load(RunParts.in(project.resolve("d"), DAILY))
            .build()
            .run(DAILY, HookRequest.in(project));
    assertThat(report.results())
        .extracting(result -> result.hook().name() + ": " + result.output().text().strip())
        .containsExactly("10-a: a", "20-b: ", "30-c: c", "40-d: d");
    assertThat(report.warnings().toString()).contains("failed to stat component", "d/20-b");
    assertThat(report.exitCode()).isEqualTo(3);
    assertThat(RunParts.exitCode(report)).isEqualTo(5);
  }

  @Test
  void r5_brokenLinkAlone_isNotAFailure() throws IOException {
    write("d/README.md");
    Files.createSymbolicLink(project.resolve("d/20-b"), Path.of("none"));
    RunReport report =
        HookEngine.builder()
            .load(RunParts.in(project.resolve("d"), DAILY))
            .build()
            .run(DAILY, HookRequest.in(project));
    assertThat(report.warnings()).hasSize(1);
    assertThat(RunParts.exitCode(report)).isZero();
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
