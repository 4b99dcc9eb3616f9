package dev.hookline.shell.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.hookline.shell.testing.RunningHook;
import dev.hookline.shell.testing.ToolUnderTest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts through a real ssh and a real sshd; the profile {@code ssh} runs them. */
@Tag("ssh")
class SshTest extends RemoteTestCase {
  @TempDir private static Path place;

  private static Sshd sshd;

  @BeforeAll
  static void startSshd() throws Exception {
    sshd = Sshd.start(place);
  }

  @AfterAll
  static void stopSshd() throws Exception {
    sshd.stop();
  }

  private static RemoteHook ssh(String... lines) {
    return RemoteHook.through(sshd.launcher()).script(String.join("\n", lines) + "\n");
  }

  @Test
  void run_script_comesBackAsALocalOne() throws Exception {
    context.variable("TOKEN", "it's \"secret\"").arguments("a 'b' $c");
    RemoteHook hook =
        ssh("echo \"$TOKEN\" \"$1\"", "echo err >&2", "echo A=1 >>$HOOKLINE_OUTPUT", "exit 7");
    assertThat(failureOf(hook).exitCode()).isEqualTo(7);
    assertThat(context.output.text()).isEqualTo("it's \"secret\" a 'b' $c\nerr\n");
    assertThat(context.output.errors()).isEmpty();
    assertThat(context.exported).containsExactly(entry("A", "1"));
  }

  @Test
  void run_scriptOf2000Lines_runsWhole() throws Exception {
    String lines =
        IntStream.range(0, 2000).mapToObj(i -> "echo line " + i).collect(Collectors.joining("\n"));
    assertThat(outputOf(ssh(lines)).lines()).hasSize(2000).endsWith("line 1999");
  }

  @Test
  void run_scriptDiesBySignal_reportsIt() {
    assertThat(failureOf(ssh("kill -9 $$")).summary())
        .isEqualTo("failed with exit code 137 (or killed by SIGKILL)");
  }

  @Test
  void run_exitCode255_isNotTakenForALostConnection() {
    assertThat(failureOf(ssh("exit 255")).exitCode()).isEqualTo(255);
  }

  @Test
  void run_backgroundProcessWithoutTheOutput_keepsNoOneWaiting() throws Exception {
    ssh("sleep 7201 >/dev/null 2>&1 & echo $!").run(context);
    long pid = Long.parseLong(context.output.text().strip());
    assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
  }

  @Test
  void run_secretScriptAndArguments_areInNoArgumentList() throws Exception {
    context.variable("TOKEN", "s3cr3t-7202").arguments("argument-7202");
    RunningHook running =
        RunningHook.start(ssh("echo up $TOKEN $1", "sleep 7202 # text-7202", "true"), context);
    context.output.await("up s3cr3t-7202 argument-7202");
    awaitSleep("7202");
    List<String> all = argumentLists();
    running.stop();
    assertThat(all).anyMatch(words -> words.startsWith("sleep 7202"));
    assertThat(all).noneMatch(words -> words.matches("(?s).*(s3cr3t|argument|text)-7202.*"));
  }

  @Test
  void stop_treeThatIgnoresTerm_isKilledAndReported() throws Exception {
    context.grace(Duration.ofSeconds(3));
    RunningHook running =
        RunningHook.start(ssh("trap '' TERM", "sleep 7203 &", "echo up", "sleep 7203"), context);
    context.output.await("up");
    running.stop();
    assertThat(running.failure().summary())
        .isEqualTo("was stopped: exit code 137 (or killed by SIGKILL)");
    assertThat(context.left).isEmpty();
    assertThat(sleeps("7203")).isFalse();
  }

  @Test
  void stop_scriptWithATrap_isHeardToTheEnd() throws Exception {
    RunningHook running =
        RunningHook.start(
            ssh("trap 'echo bye; exit 3' TERM", "echo up", "sleep 7204 & wait"), context);
    context.output.await("up");
    running.stop();
    assertThat(context.output.text()).isEqualTo("up\nbye\n");
    assertThat(running.failure().summary()).isEqualTo("was stopped: exit code 3");
  }

  @Test
  void killOfThisJvm_endsTheTreeThere() throws Exception {
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ToolUnderTest.classPath(),
                RemoteTool.class.getName(),
                directory.toString(),
                "echo up >up; trap '' TERM; sleep 7205 & sleep 7205",
                "ssh",
                "-F",
                place.resolve("ssh_config").toString(),
                "web1")
            .inheritIO()
            .start();
    awaitFile("up");
    tool.destroyForcibly().waitFor();
    awaitNoSleep("7205");
  }

  @Test
  void connectionCutInTheMiddle_isToldFromAFailingScript() throws Exception {
    RunningHook running = RunningHook.start(ssh("echo up", "sleep 7206"), context);
    context.output.await("up");
    sshd.cutConnections();
    running.join();
    ConnectionLostException loss = (ConnectionLostException) running.thrown();
    assertThat(loss.mayHaveRun()).isTrue();
    assertThat(loss.exitCode()).isEqualTo(255);
    assertThat(loss.getMessage())
        .startsWith(
            "hook \"migrate\" (phase deploy) lost its connection: ssh ended with exit code 255, and"
                + " not with the end of the script, which may have run in whole, in part or not at"
                + " all; check there before you run it again\n");
    awaitNoSleep("7206");
  }

  private static final String UNSENT =
      "hook \"migrate\" (phase deploy) was not connected: ssh ended with exit code 255 before the"
          + " script was sent, so that nothing of it has run; ";

  private String firstLineOf(ConnectionLostException loss) {
    assertThat(loss.mayHaveRun()).isFalse();
    assertThat(loss.exitCode()).isEqualTo(255);
    return loss.getMessage().lines().findFirst().orElseThrow();
  }

  @Test
  void hostThatDoesNotListen_hasRunNothingAndSaysWhatToDo() {
    ConnectionLostException loss =
        lossOf(RemoteHook.through(sshd.launcher("ssh_config_closed")).script("echo ran"));
    assertThat(firstLineOf(loss))
        .isEqualTo(
            UNSENT + "the host answers, but no ssh server does: start it, or correct the port");
    assertThat(context.output.errors()).contains("Connection refused");
  }

  @Test
  void hostThatDoesNotAnswer_hasRunNothingAndSaysWhatToDo() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(silent.getLocalPort());
      Launcher there = Launcher.ssh("-o", "ConnectTimeout=1", "-p", port, "127.0.0.1");
      ConnectionLostException loss = lossOf(RemoteHook.through(there).script("echo ran"));
      assertThat(firstLineOf(loss))
          .isEqualTo(
              UNSENT
                  + "the host does not answer: see whether it is up and reachable from here, and"
                  + " raise ConnectTimeout if it is only slow");
    }
  }

  @Test
  void hostKeyThatChanged_hasRunNothingAndSaysWhatToDo() {
    ConnectionLostException loss =
        lossOf(RemoteHook.through(sshd.launcher("ssh_config_changed")).script("echo ran"));
    assertThat(firstLineOf(loss))
        .isEqualTo(
            UNSENT
                + "the host's key is not the known one: find out why, and only then remove the known one,"
                + " with ssh-keygen -R");
    assertThat(loss.getMessage()).contains("remove with:").contains("ssh-keygen -f ");
  }

  @Test
  void hostKeyThatIsNotKnown_hasRunNothingAndSaysWhatToDo() {
    Launcher there = sshd.launcher("ssh_config", "-o", "UserKnownHostsFile=/dev/null");
    assertThat(firstLineOf(lossOf(RemoteHook.through(there).script("echo ran"))))
        .isEqualTo(
            UNSENT
                + "the key of the host is not known: compare it with the one that the host shows,"
                + " and add it to known_hosts, for example by connecting once by hand");
  }

  @Test
  void userKeyThatIsNotAccepted_hasRunNothingAndSaysWhatToDo() {
    Launcher there = sshd.launcher("ssh_config", "-o", "PubkeyAuthentication=no");
    assertThat(firstLineOf(lossOf(RemoteHook.through(there).script("echo ran"))))
        .isEqualTo(
            UNSENT
                + "no key is accepted for that user: name the right one in the configuration of"
                + " ssh, add it to the agent, or have it accepted with ssh-copy-id");
  }

  @Test
  void hostThatIsNotThere_hasRunNothingAndSaysWhatToDo() {
    Launcher there = Launcher.ssh("no-such-host.invalid");
    assertThat(firstLineOf(lossOf(RemoteHook.through(there).script("echo ran"))))
        .isEqualTo(
            UNSENT
                + "there is no host of that name: correct it, or name its address in the"
                + " configuration of ssh");
  }
}
