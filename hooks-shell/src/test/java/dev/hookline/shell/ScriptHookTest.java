package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.hookline.shell.testing.Settings;
import dev.hookline.shell.trust.TrustRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptHookTest {

  @Test
  void setting_copiesAllOthers() {
    ScriptHook file = ScriptHook.file(Path.of("a.sh"));
    ScriptHook all =
        file.arguments("a")
            .withoutRunArguments()
            .interpreter(Interpreter.of("sh"))
            .launcher("nice")
            .stdin(Stdin.text("x"))
            .separateStreams()
            .withoutOwnSession()
            .containment(Containment.NONE)
            .background(BackgroundPolicy.KILL)
            .settle(Duration.ZERO)
            .logTo(Path.of("log"))
            .secretAsFile("TOKEN")
            .outputLimit(1)
            .orTrusting(TrustRule.OWN_FILES, List.of(Path.of("a.sh")))
            .trust(Trust.everyone())
            .shownAs("x");

    Settings.assertAllAreCopied(
        file, all, hook -> hook.settle(Duration.ZERO), ScriptHook::separateStreams);
  }

  @Test
  void arguments_twice_isRefused() {
    ScriptHook hook = ScriptHook.command("make").arguments("a b", "c");

    assertThatIllegalStateException()
        .isThrownBy(() -> hook.arguments("d"))
        .withMessage("arguments are already set: 'a b' c; give all of them in one call");
  }

  @Test
  void launcher_twice_isRefused() {
    ScriptHook hook = ScriptHook.command("make").launcher("nice", "-n", "5");

    assertThatIllegalStateException()
        .isThrownBy(() -> hook.launcher("sudo"))
        .withMessage("a launcher is already set: nice -n 5; give all its words in one call");
  }

  @Test
  void logTo_twice_isRefused() {
    ScriptHook hook = ScriptHook.command("make").logTo(Path.of("a.log"));

    assertThatIllegalStateException()
        .isThrownBy(() -> hook.logTo(Path.of("b.log")))
        .withMessage("a log is already set: a.log; a hook has only one");
  }

  @Test
  void toString_isTheCommand() {
    assertThat(ScriptHook.command("make", "check all")).hasToString("make 'check all'");
  }
}
