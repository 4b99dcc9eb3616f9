package dev.hookline.shell.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.testing.RunningHook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts in a container of podman that holds only busybox; the profile {@code podman} runs them.
 */
@Tag("podman")
class ContainerTest extends RemoteTestCase {
  private static final List<String> PROGRAMS = List.of("sh", "dd", "cat", "rm", "setsid", "sleep");

  @TempDir private static Path root;

  private static Launcher container;

  @BeforeAll
  static void makeRootFileSystem() throws Exception {
    for (String name : List.of("bin", "tmp", "dev", "proc", "sys", "etc")) {
      Files.createDirectory(root.resolve(name));
    }
    Path busybox = root.resolve("bin/busybox");
    Files.copy(Path.of("/bin/busybox"), busybox);
    for (String program : PROGRAMS) {
      Files.createLink(root.resolve("bin").resolve(program), busybox);
    }
    container =
        Launcher.words(
            ("podman --cgroup-manager=cgroupfs --runtime runc run --rm -i --network=none"
                    + " --ulimit nofile=1024:1024 --ulimit nproc=4096:4096 --rootfs "
                    + root)
                .split(" "));
  }

  private static RemoteHook there(String text) {
    return RemoteHook.through(container).script(text);
  }

  @Test
  void run_script_comesBackAsALocalOne() {
    context.variable("TOKEN", "secret").arguments("a 'b'");
    RemoteHook hook = there("echo $TOKEN \"$1\"; echo A=1 >>$HOOKLINE_OUTPUT; exit 7");
    assertThat(failureOf(hook).exitCode()).isEqualTo(7);
    assertThat(context.output.text()).isEqualTo("secret a 'b'\n");
    assertThat(context.exported).containsExactly(entry("A", "1"));
  }

  @Test
  void stop_treeThatIgnoresTerm_isKilledAndReported() throws Exception {
    context.grace(Duration.ofSeconds(6));
    RunningHook running =
        RunningHook.start(there("trap '' TERM; sleep 7301 & echo up; sleep 7301"), context);
    context.output.await("up");
    running.stop();
    assertThat(running.failure().summary())
        .isEqualTo("was stopped: exit code 137 (or killed by SIGKILL)");
    assertThat(sleeps("7301")).isFalse();
  }

  private static final String UNSENT =
      "hook \"migrate\" (phase deploy) was not connected: podman ended with exit code 125 before"
          + " the script was sent, so that nothing of it has run; ";

  @Test
  void exec_noSuchContainer_hasRunNothingAndSaysWhatToDo() {
    Launcher there = Launcher.podmanExec("no-such-container");
    assertThat(stable(lossOf(RemoteHook.through(there).script("echo ran")).getMessage()))
        .isEqualTo(
            UNSENT
                + """
                there is no such container: start it, or correct its name
                  command:   podman exec -i no-such-container sh -c 'echo ran'
                  directory: DIR
                  ran for:   TIME
                  output, last lines:
                    Error: no container with name or ID "no-such-container" found: no such \
                container\
                """);
  }

  @Test
  void exec_serviceThatIsNotReachable_hasRunNothingAndSaysWhatToDo() {
    Launcher there =
        Launcher.words("podman", "--remote", "--url", "unix:///nowhere/sock", "exec", "-i", "blog");
    assertThat(lossOf(RemoteHook.through(there).script("echo ran")).getMessage())
        .startsWith(
            UNSENT
                + "the engine that runs the containers is not reachable: start it, or correct the"
                + " context, DOCKER_HOST or CONTAINER_HOST\n");
  }

  @Test
  void exec_noPodman_isNotStarted() {
    context.variable("PATH", directory.toString());
    ScriptFailedException failure =
        failureOf(RemoteHook.through(Launcher.podmanExec("blog")).script("true"));
    assertThat(stable(failure.getMessage()))
        .isEqualTo(
            """
            hook "migrate" (phase deploy) could not be started: no program podman on the PATH DIR; \
            install it or correct PATH
              command:   podman exec -i blog sh -c true
              directory: DIR\
            """);
  }

  @Test
  void killOfTheClient_endsTheContainer() throws Exception {
    RunningHook running = RunningHook.start(there("echo up; sleep 7302"), context);
    context.output.await("up");
    ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().command().filter(c -> c.endsWith("/podman")).isPresent())
        .forEach(ProcessHandle::destroyForcibly);
    running.join();
    assertThat(running.thrown()).isInstanceOf(ConnectionLostException.class);
    awaitNoSleep("7302");
  }
}
