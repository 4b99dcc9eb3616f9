package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookEngineBuilder;
import dev.hookline.core.HookRequest;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.ToolUnderTest;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A log has whole lines, whoever else writes to it, and has them when they are written. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedLogTest extends ScriptTestCase {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final Pattern WHOLE = Pattern.compile("hook-[1-4] line [0-9]+ of the log");
  private static final int HOOKS = 4;
  private static final int LINES = 20_000;

  /** A tool that runs a script with a log. */
  static final class Tool {
    private Tool() {}

    public static void main(String[] arguments) {
      ScriptHook hook =
          ScriptHook.inline(Interpreter.of("sh"), arguments[1]).logTo(Path.of("run.log"));
      HookEngine engine = HookEngine.builder().register(Phase.of("deploy"), "a", hook).build();
      System.out.println(engine.run(Phase.of("deploy"), HookRequest.in(Path.of(arguments[0]))));
    }
  }

  @Test
  void logTo_fourHooksAtOnce_hasAllLinesWhole() throws Exception {
    HookEngineBuilder builder = HookEngine.builder().concurrency(DEPLOY, HOOKS);
    for (int i = 1; i <= HOOKS; i++) {
      String text = "seq -f 'hook-" + i + " line %.0f of the log' " + LINES;
      builder.register(HookSpec.of(DEPLOY, "h" + i, sh(text).logTo(Path.of("all.log"))));
    }

    assertThat(builder.build().run(DEPLOY, HookRequest.in(directory)).isSuccess()).isTrue();

    List<String> lines = Files.readAllLines(directory.resolve("all.log"));
    assertThat(lines).hasSize(HOOKS * LINES).allMatch(line -> WHOLE.matcher(line).matches());
    for (int i = 1; i <= HOOKS; i++) {
      String mine = "hook-" + i;
      assertThat(lines.stream().filter(line -> line.startsWith(mine)).distinct()).hasSize(LINES);
    }
  }

  /** A line is in the log while its script still runs, so that no signal can take it away. */
  @Test
  void logTo_jvmIsKilled_hasWhatWasPrintedBefore() throws Exception {
    Process tool =
        startTool("for i in 1 2 3; do echo line $i; done; echo > printed; exec sleep 60");
    awaitFile("printed");

    awaitLine("line 3");
    tool.destroyForcibly().waitFor();

    assertThat(directory.resolve("run.log")).hasContent("line 1\nline 2\nline 3\n");
  }

  private void awaitLine(String line) throws IOException, InterruptedException {
    Path log = directory.resolve("run.log");
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!Files.readAllLines(log).contains(line) && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
  }

  private Process startTool(String script) throws Exception {
    String engine =
        Path.of(HookEngine.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            ToolUnderTest.classPath() + File.pathSeparator + engine,
            Tool.class.getName(),
            directory.toString(),
            script)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("tool.log").toFile())
        .start();
  }
}
