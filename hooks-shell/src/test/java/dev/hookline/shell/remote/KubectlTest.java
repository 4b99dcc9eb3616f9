package dev.hookline.shell.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.testing.RunningHook;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Scripts through a stub of kubectl that does what its documentation says of {@code exec -i}:
 * passes standard input on, and ends with the exit code of the command. No cluster is involved.
 */
class KubectlTest extends RemoteTestCase {
  private RemoteHook hook(String text) {
    return RemoteHook.through(Launcher.kubectlExec("-n", "shop", "pod/web-0")).script(text);
  }

  @BeforeEach
  void writeStub() throws Exception {
    Path calls = directory.resolve("calls");
    write(
        "kubectl",
        "#!/bin/sh",
        "printf '%s\\n' \"$1 $2 $3 $4 $5 $6 $7 $8\" >" + calls,
        "shift 6",
        "exec \"$@\"");
    context.variable("PATH", directory + ":" + System.getenv("PATH"));
  }

  @Test
  void run_script_isGivenToExecWithItsInputOpen() throws Exception {
    assertThat(failureOf(hook("echo one; exit 7")).exitCode()).isEqualTo(7);
    assertThat(context.output.text()).isEqualTo("one\n");
    assertThat(directory.resolve("calls")).hasContent("exec -i -n shop pod/web-0 -- sh -c\n");
  }

  @Test
  void stop_endOfItsInput_endsThePartInThePod() throws Exception {
    RunningHook running = RunningHook.start(hook("echo up; sleep 7401"), context);
    context.output.await("up");
    running.stop();
    assertThat(running.failure().summary())
        .isEqualTo("was stopped: exit code 143 (or killed by SIGTERM)");
    awaitNoSleep("7401");
  }

  @Test
  void run_podThatIsNotThere_hasRunNothing() throws Exception {
    write("kubectl", "#!/bin/sh", "echo 'Error from server (NotFound)' >&2", "exit 1");
    ConnectionLostException loss = lossOf(hook("echo ran"));
    assertThat(loss.mayHaveRun()).isFalse();
    assertThat(loss.getMessage())
        .startsWith(
            "hook \"migrate\" (phase deploy) was not connected: kubectl ended with exit code 1"
                + " before the script was sent, so that nothing of it has run; there is no such"
                + " pod, container or namespace: correct the name, or the context of kubectl\n");
  }
}
