package dev.hookline.shell.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Condition;
import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.shell.HookDirectory;
import dev.hookline.shell.HookDirectory.NotExecutable;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.NameOrder;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.testing.ConventionTestCase;
import dev.hookline.shell.testing.OwnFile;
import dev.hookline.shell.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A seventh convention, made of public parts only: the entrypoint directory of nginx (R2). */
class NginxEntrypointTest extends ConventionTestCase {

  /** All that the convention needs. */
  record NginxEntrypoint(Path directory, Phase phase) implements HookSource {
    /** Sources a file and hands all that it exported on to later scripts, as one shell would. */
    private static final String SOURCE =
        ". \"$1\"; export -p | sed -n 's/^export \\([A-Z_]*\\)=.*/\\1/p' | while read -r n; do eval"
            + " \"printf '%s<<E_O_F\\n"
            + "%s\\n"
            + "E_O_F\\n"
            + "' $n \\\"\\$$n\\\"\"; done >\"$HOOKLINE_OUTPUT\"";

    @Override
    public List<HookSpec> load() {
      HookDirectory all = HookDirectory.of(directory, phase).specs(spec -> spec.when(serving()));
      List<HookSpec> specs =
          new ArrayList<>(
              all.matching(".*\\.sh")
                  .whenNotExecutable(NotExecutable.IGNORE)
                  .scripts(ScriptHook::withoutRunArguments)
                  .load());
      specs.addAll(
          all.matching(".*\\.envsh")
              .interpreter(Interpreter.of("sh", "-c", SOURCE, "sh"))
              .scripts(ScriptHook::withoutRunArguments)
              .load());
      specs.sort(Comparator.comparing(HookSpec::name, NameOrder.VERSION));
      return specs;
    }

    private static Condition serving() {
      return Condition.withoutEffects(
          "when the command is nginx",
          context ->
              context.arguments().stream().limit(1).anyMatch(a -> a.matches("nginx(-debug)?")));
    }
  }

  private static final Phase ENTRY = Phase.of("entry");

  @BeforeEach
  void createScripts() throws IOException {
    executable("d/10-a.sh", "#!/bin/sh", "echo 10 $GREETING $#");
    executable("d/9-b.sh", "#!/bin/sh", "echo 9 ${GREETING-none}");
    executable("d/9-x.envsh", "export GREETING=hello");
    write("d/5-ignored.sh", "echo never");
    executable("d/readme.txt", "echo never");
  }

  private TestRun start(String... command) {
    NginxEntrypoint nginx = new NginxEntrypoint(project.resolve("d"), ENTRY);
    return run().arguments(command).phase(nginx, ENTRY);
  }

  @Test
  void r2_versionOrder_executableOnly_envshReachesLaterScripts() {
    assertThat(start("nginx", "-g").output()).isEqualTo("9 none\n10 hello 0\n");
  }

  @Test
  void r2_otherCommands_runNothing() {
    assertThat(start("bash").transcript)
        .allMatch(line -> line.endsWith("skipped: runs only when the command is nginx"));
  }

  @Test
  void r2_failingScript_abortsWithItsOwnCode() throws IOException {
    executable("d/9-c.sh", "#!/bin/sh", "exit 6");
    assertThat(start("nginx").exitCode()).isEqualTo(6);
  }

  @Test
  void r2_directoryOfLinksOnly_isNotEmpty() throws IOException {
    OwnFile.closed(Files.createDirectories(project.resolve("only")));
    Files.createSymbolicLink(project.resolve("only/a.sh"), project.resolve("d/9-b.sh"));
    assertThat(problems(new NginxEntrypoint(project.resolve("only"), ENTRY)).get(0))
        .startsWith("PROJECT/only/a.sh is a link that leads out of the hook directory");
  }
}
