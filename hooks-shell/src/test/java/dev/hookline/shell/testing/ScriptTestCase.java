package dev.hookline.shell.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.ScriptHook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of scripts share: a directory, a context, and few words to say what runs. */
public abstract class ScriptTestCase {
  @TempDir protected Path directory;
  protected TestContext context;

  @BeforeEach
  void createContext() {
    context = TestContext.in(directory);
  }

  /** Writes an executable file with these lines, the last one ended. */
  protected Path write(String name, String... lines) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, String.join("\n", lines) + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Returns a hook that has {@code sh} read these lines. */
  protected static ScriptHook sh(String... lines) {
    return ScriptHook.inline(Interpreter.of("sh"), String.join("\n", lines) + "\n");
  }

  protected static ScriptHook bash(String... lines) {
    return ScriptHook.inline(Interpreter.of("bash"), String.join("\n", lines) + "\n");
  }

  /** Runs a hook and returns what it printed. */
  protected String outputOf(ScriptHook hook) throws Exception {
    hook.run(context);
    return context.output.text();
  }

  protected ScriptFailedException failureOf(ScriptHook hook) {
    return catchThrowableOfType(ScriptFailedException.class, () -> hook.run(context));
  }

  /** Returns a failure's message with what differs from run to run replaced. */
  protected String messageOf(ScriptHook hook) {
    return stable(failureOf(hook).getMessage());
  }

  protected String stable(String message) {
    return message
        .replace(directory.toString(), "DIR")
        .replaceAll("ran for:   [0-9.]+ s", "ran for:   TIME");
  }

  protected void awaitFile(String name) throws InterruptedException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!Files.exists(directory.resolve(name)) && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
    assertThat(directory.resolve(name)).exists();
  }
}
