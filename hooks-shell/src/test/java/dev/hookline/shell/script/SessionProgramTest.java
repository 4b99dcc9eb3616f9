package dev.hookline.shell.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.ScriptEnding;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.testing.ScriptTestCase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the program is that makes sessions, and what is said where there is none. */
class SessionProgramTest extends ScriptTestCase {

  @Test
  void on_programIsThere_comesBeforeTheCommand() throws Exception {
    write("setsid", "");

    assertThat(Session.on("/no/such:" + directory).words(List.of("/bin/true", "x")))
        .containsExactly(directory + "/setsid", "/bin/true", "x");
  }

  @Test
  void on_programIsMissing_isTheSessionOfTheTool() {
    Session session = Session.on("::relative:" + directory);

    assertThat(session.isOfTheTool()).isTrue();
    assertThat(session.words(List.of("/bin/true"))).containsExactly("/bin/true");
  }

  @Test
  void missing_says_whatFollowsAndWhatToDo() {
    assertThat(Session.missing())
        .isEqualTo(
            "there is no program setsid, so that scripts run in the session of the tool: Ctrl-C"
                + " reaches them before the tool can stop them in order, and a script that signals"
                + " its own process group ends the tool; install util-linux");
  }

  @Test
  void run_programHasNoLoader_isNotStarted() throws Exception {
    write("tool", "#!/no/such/interpreter");

    assertThat(failureOf(ScriptHook.command("./tool")).ending())
        .isEqualTo(
            new ScriptEnding.NotStarted(
                directory
                    + "/./tool or its interpreter does not exist; correct the name or install"
                    + " it"));
  }

  @Test
  void run_scriptFailsAsSetsidWould_hasRun() {
    ScriptHook hook =
        sh("echo 'setsid: failed to execute /x: No such file or directory'; exit 127");

    assertThat(failureOf(hook).ending()).isEqualTo(new ScriptEnding.Exited(127));
  }
}
