package dev.hookline.shell.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.testing.RunningHook;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Scripts through a stub of docker that does what its documentation says of {@code exec -i} and
 * {@code run -i}: passes standard input on, ends with the exit code of the command, says what is
 * wrong on standard error, and ends {@code run} with 125 if that is the daemon. There is no daemon.
 */
class DockerTest extends RemoteTestCase {
  private static final String UNSENT =
      "hook \"migrate\" (phase deploy) was not connected: docker ended with exit code %d before the"
          + " script was sent, so that nothing of it has run; ";

  private static RemoteHook exec(String text) {
    return RemoteHook.through(Launcher.dockerExec("-u", "web", "blog")).script(text);
  }

  private static RemoteHook run(String text) {
    return RemoteHook.through(Launcher.dockerRun("alpine")).script(text);
  }

  @BeforeEach
  void writeStub() throws Exception {
    Path calls = directory.resolve("calls");
    write(
        "docker",
        "#!/bin/sh",
        "printf '%s ' \"$@\" | sed 's/ hl_m=.*//' >" + calls,
        "case $1 in",
        "exec) shift 5; exec \"$@\";;",
        "run) shift 6; exec sh \"$@\";;",
        "esac");
    context.variable("PATH", directory + ":" + System.getenv("PATH"));
  }

  private void writeStubThatSays(String words, int code) throws Exception {
    write("docker", "#!/bin/sh", "echo '" + words + "' >&2", "exit " + code);
  }

  @Test
  void exec_script_isGivenItWithItsInputOpen() {
    assertThat(failureOf(exec("echo one; exit 7")).exitCode()).isEqualTo(7);
    assertThat(context.output.text()).isEqualTo("one\n");
    assertThat(directory.resolve("calls")).hasContent("exec -i -u web blog sh -c");
  }

  @Test
  void run_script_isGivenItWithItsInputOpen() {
    assertThat(failureOf(run("echo one; exit 7")).exitCode()).isEqualTo(7);
    assertThat(context.output.text()).isEqualTo("one\n");
    assertThat(directory.resolve("calls")).hasContent("run --rm -i --entrypoint sh alpine -c");
  }

  @Test
  void stop_endOfItsInput_endsThePartInTheContainer() throws Exception {
    RunningHook running = RunningHook.start(exec("echo up; sleep 7451"), context);
    context.output.await("up");
    running.stop();
    assertThat(running.failure().summary())
        .isEqualTo("was stopped: exit code 143 (or killed by SIGTERM)");
    awaitNoSleep("7451");
  }

  @Test
  void exec_noSuchContainer_hasRunNothingAndSaysWhatToDo() throws Exception {
    writeStubThatSays("Error response from daemon: No such container: blog", 1);
    assertThat(lossOf(exec("echo ran")).getMessage())
        .startsWith(
            UNSENT.formatted(1) + "there is no such container: start it, or correct its name\n");
  }

  @Test
  void exec_containerThatDoesNotRun_hasRunNothingAndSaysWhatToDo() throws Exception {
    writeStubThatSays("Error response from daemon: container 4f5e is not running", 1);
    assertThat(lossOf(exec("echo ran")).getMessage())
        .startsWith(UNSENT.formatted(1) + "the container is there, but is not running: start it\n");
  }

  @Test
  void run_daemonThatIsNotReachable_hasRunNothingAndSaysWhatToDo() throws Exception {
    writeStubThatSays(
        "docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock."
            + " Is the docker daemon running?.",
        125);
    ConnectionLostException loss = lossOf(run("echo ran"));
    assertThat(loss.mayHaveRun()).isFalse();
    assertThat(stable(loss.getMessage()))
        .isEqualTo(
            UNSENT.formatted(125)
                + """
                the engine that runs the containers is not reachable: start it, or correct the \
                context, DOCKER_HOST or CONTAINER_HOST
                  command:   docker run --rm -i --entrypoint sh alpine sh -c 'echo ran'
                  directory: DIR
                  ran for:   TIME
                  output, last lines:
                    docker: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is \
                the docker daemon running?.\
                """);
  }

  @Test
  void run_imageThatIsNotThere_hasRunNothingAndSaysWhatToDo() throws Exception {
    writeStubThatSays("docker: Error response from daemon: pull access denied for alpin", 125);
    assertThat(lossOf(run("echo ran")).getMessage())
        .startsWith(
            UNSENT.formatted(125)
                + "there is no such image here, and none can be pulled: pull it, or correct its"
                + " name\n");
  }

  @Test
  void exec_noDocker_isNotStarted() {
    context.variable("PATH", directory.resolve("empty").toString());
    ScriptFailedException failure = failureOf(exec("echo ran"));
    assertThat(failure.exitCode()).isEqualTo(127);
    assertThat(stable(failure.getMessage()))
        .isEqualTo(
            """
            hook "migrate" (phase deploy) could not be started: no program docker on the PATH \
            DIR/empty; install it or correct PATH
              command:   docker exec -i -u web blog sh -c 'echo ran'
              directory: DIR\
            """);
  }
}
