package dev.hookline.shell.output;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.testing.RunningHook;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import dev.hookline.shell.testing.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Promise 4: all output, bounded memory. */
class OutputPumpTest extends ScriptTestCase {
  @Test
  void run_linesOfBothStreams_comeInTheOrderOfTheWrites() throws Exception {
    assertThat(outputOf(sh("for i in 1 2 3; do echo out $i; echo err $i >&2; done")).lines())
        .containsExactly("out 1", "err 1", "out 2", "err 2", "out 3", "err 3");
  }

  @Test
  void run_separateStreams_areToldApart() throws Exception {
    assertThat(outputOf(sh("echo out; echo err >&2").separateStreams())).isEqualTo("out\n");
    assertThat(context.output.errors()).isEqualTo("err\n");
  }

  /** Were the output a file, this would cut it off; Bazel and Jenkins have that problem. */
  @Test
  void run_scriptPrintsToDevStderr_losesNothing() throws Exception {
    assertThat(
            outputOf(
                sh(
                    "echo one",
                    "echo two > /dev/stderr",
                    "echo three > /dev/stdout",
                    "echo four | tee /dev/stderr",
                    "echo five")))
        .isEqualTo("one\ntwo\nthree\nfour\nfour\nfive\n");
  }

  @Test
  void run_observerIsSlow_losesNothing() throws Exception {
    context.output.delay(Duration.ofMillis(1));

    sh("seq 100000").run(context);

    assertThat(context.output.lines()).hasSize(100_000).endsWith("100000");
  }

  @Test
  void run_observerThrows_endsTheScriptAndThrowsThat() {
    Sleeper sleeper = new Sleeper();
    context.output.failWith(new IllegalStateException("observer"));

    assertThatThrownBy(() -> sh("echo x", "" + sleeper).run(context)).hasMessage("observer");
    assertThat(sleeper.running()).isEmpty();
  }

  @Test
  void run_noFinalNewline_isKept() throws Exception {
    assertThat(outputOf(sh("printf 'no end'"))).isEqualTo("no end");
  }

  @Test
  void run_bytesThatAreNoText_areKept() throws Exception {
    sh("printf '\\377\\000\\303\\n'").run(context);

    assertThat(context.output.bytes()).isEqualTo("\377\0\303\n".getBytes(ISO_8859_1));
  }

  @Test
  void run_scriptGoesOn_listenersSeeItsLines() throws Exception {
    Sleeper sleeper = new Sleeper();
    RunningHook hook = RunningHook.start(sh("echo first", sleeper.command()), context);

    context.output.await("first");

    assertThat(sleeper.running().size()).isLessThanOrEqualTo(1);
    hook.stop();
  }

  @Test
  void run_manyLines_allArriveInOrder() throws Exception {
    assertThat(outputOf(sh("seq 200000")).lines().toList())
        .isEqualTo(IntStream.rangeClosed(1, 200_000).mapToObj(Integer::toString).toList());
  }

  @Test
  void run_moreThanAPipeHoldsOnBothStreams_doesNotHang() throws Exception {
    sh("head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2").separateStreams().run(context);

    assertThat(context.output.written()).isEqualTo(600_000);
  }

  @Test
  void run_lineOf100Megabytes_arrivesWholeAndHeapStaysFlat() throws Exception {
    long before = usedHeap();

    sh("head -c 100000000 /dev/zero | tr '\\0' x; echo").run(context);

    assertThat(usedHeap() - before).isLessThan(32 << 20);
    assertThat(context.output.written()).isEqualTo(100_000_001);
  }

  @Test
  void run_oneLineScripts_loseNoLine() throws Exception {
    for (int i = 0; i < 500; i++) {
      TestContext run = TestContext.in(directory);
      ScriptHook.command("echo", "line " + i).run(run);
      assertThat(run.output.lines()).isEqualTo(List.of("line " + i));
    }
  }

  @Test
  void run_lateFilterOfTheOutput_losesNothing() throws Exception {
    for (int i = 0; i < 20; i++) {
      TestContext run = TestContext.in(directory);
      bash("exec > >(while read -r l; do echo \"> $l\"; done)", "seq 50", "echo last").run(run);
      assertThat(run.output.lines()).hasSize(51).endsWith("> last");
    }
  }

  @Test
  void logTo_newFile_holdsAllAndOnlyTheUserMayReadIt() throws Exception {
    Path log = directory.resolve("run.log");

    sh("seq 30000").logTo(Path.of("run.log")).run(context);

    assertThat(Files.readAllLines(log)).hasSize(30_000).endsWith("30000");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  @Test
  void logTo_fileIsThere_isAppendedTo() throws Exception {
    Path log = Files.writeString(directory.resolve("run.log"), "before\n");

    sh("echo after").logTo(log).run(context);

    assertThat(log).hasContent("before\nafter\n");
  }

  /** The engine passes on what its masking held back when the hook has already returned. */
  @Test
  void logTo_writtenToAfterTheRun_takesTheRest() throws Exception {
    sh("echo run").logTo(Path.of("run.log")).run(context);
    context.output.write(dev.hookline.api.OutputLine.Channel.OUT, new byte[] {'x', '\n'}, 0, 2);

    context.output.flushCopies();

    assertThat(directory.resolve("run.log")).hasContent("run\nx\n");
  }

  /** The process may have handed the pipe to one that was there before, by a socket. */
  @Test
  void run_pipeOfAnEarlierRun_isNotUsedAgain() throws Exception {
    ScriptHook hook = ScriptHook.command("readlink", "/proc/self/fd/1");
    hook.run(context);
    hook.run(context);

    assertThat(context.output.lines()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void run_scriptDeletesThePipesAndLeavesAServer_hasRun() throws Exception {
    Sleeper sleeper = new Sleeper();

    bash("rm \"$(readlink /proc/$$/fd/1)\"", sleeper + " &", "echo started").run(context);

    assertThat(context.output.text()).isEqualTo("started\n");
    assertThat(sleeper.running()).hasSize(1);
    sleeper.endAll();
  }

  @Test
  void run_scriptReplacesThePipesByDirectories_laterOnesRun() throws Exception {
    bash(
            "cd \"$(dirname \"$(readlink /proc/$$/fd/1)\")\"",
            "for f in *.pipe; do rm \"$f\"; mkdir \"$f\"; done")
        .run(context);

    assertThat(outputOf(sh("echo later"))).isEqualTo("later\n");
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
