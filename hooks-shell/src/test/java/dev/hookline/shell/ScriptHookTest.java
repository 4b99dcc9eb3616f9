package dev.hookline.shell;

import dev.hookline.shell.testing.Settings;
import java.nio.file.Path;
import java.time.Duration;
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
            .background(BackgroundPolicy.KILL)
            .settle(Duration.ZERO)
            .logTo(Path.of("log"))
            .secretAsFile("TOKEN")
            .outputLimit(1)
            .shownAs("x");

    Settings.assertAllAreCopied(
        file, all, hook -> hook.settle(Duration.ZERO), ScriptHook::separateStreams);
  }
}
