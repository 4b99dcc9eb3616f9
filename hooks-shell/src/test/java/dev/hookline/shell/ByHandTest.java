package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.Environment;
import dev.hookline.api.HookResult;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.shell.testing.OwnFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command that a report gives for a script that failed does the same when it is pasted. */
@Timeout(60)
class ByHandTest {
  private static final String SAYS_ALL =
      "#!/bin/sh\n"
          + "printf '%s\\n' \"$PWD\" \"$STAGE\" \"$HOOKLINE_PHASE\" \"$@\" > \"$0.out\"\n"
          + "echo A=1 >> \"$HOOKLINE_OUTPUT\"\n"
          + "exit 3\n";

  @TempDir private Path directory;

  @BeforeEach
  void writeScript() throws IOException {
    OwnFile.write(directory.resolve("deploy it.sh"), SAYS_ALL);
    assertThat(directory.resolve("deploy it.sh").toFile().setExecutable(true)).isTrue();
  }

  private HookResult failing(ScriptHook hook) {
    Phase phase = Phase.of("deploy");
    return HookEngine.builder()
        .register(HookSpec.of(phase, "a", hook))
        .build()
        .run(
            phase,
            HookRequest.in(directory)
                .arguments("it's", "$HOME", "two\nlines")
                .environment(Environment.of(Map.of("STAGE", "a \"b\" 'c'"))))
        .results()
        .get(0);
  }

  private void assertPastingDoesTheSame(ScriptHook hook) throws Exception {
    HookResult result = failing(hook);
    Path out = directory.resolve("deploy it.sh.out");
    String said = Files.readString(out);
    assertThat(said).endsWith("\nit's\n$HOME\ntwo\nlines\n").contains("\na \"b\" 'c'\ndeploy\n");
    Files.delete(out);
    Process pasted =
        new ProcessBuilder("sh", "-c", result.commandByHand().orElseThrow())
            .redirectError(directory.resolve("err").toFile())
            .start();
    assertThat(pasted.waitFor()).isEqualTo(3);
    assertThat(directory.resolve("err")).isEmptyFile();
    assertThat(out).hasContent(said);
  }

  @Test
  void commandByHand_ofAScriptInAFile_doesTheSame() throws Exception {
    assertPastingDoesTheSame(ScriptHook.file(Path.of("deploy it.sh")));
  }

  @Test
  void commandByHand_ofAnInterpretedScript_doesTheSame() throws Exception {
    assertPastingDoesTheSame(
        ScriptHook.file(Path.of("deploy it.sh")).interpreter(Interpreter.of("sh")));
  }

  @Test
  void commandByHand_ofAnInlineText_doesTheSame() throws Exception {
    String text = SAYS_ALL.replace("$0.out", "deploy it.sh.out");
    assertPastingDoesTheSame(ScriptHook.inline(Interpreter.of("sh"), text));
  }
}
