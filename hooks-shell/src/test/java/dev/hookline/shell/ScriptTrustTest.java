package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hookline.api.Hook;
import dev.hookline.shell.testing.ScriptTestCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A single file is checked as those of a hook directory are, and so is what reads it. */
class ScriptTrustTest extends ScriptTestCase {
  private static final Path SCRIPT = Path.of("a.sh");

  @BeforeEach
  void keepOthersOut() throws IOException {
    rights(directory, "rwxr-xr-x");
  }

  private static void rights(Path path, String rights) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(rights));
  }

  /** Returns a shell that everyone may change. */
  private Path openShell(String name) throws IOException {
    Path shell = Files.copy(Path.of("/bin/sh").toRealPath(), directory.resolve(name));
    rights(shell, "rwxrwxrwx");
    return shell;
  }

  private String refusalOf(Hook hook) {
    String message =
        catchThrowableOfType(UntrustedFileException.class, () -> hook.run(context)).getMessage();
    assertThat(context.output.text()).isEmpty();
    return stable(message);
  }

  @Test
  void file_othersMayChangeIt_isNotRun() throws Exception {
    rights(write("a.sh", "#!/bin/sh", "echo ran"), "rwxrwxrwx");

    assertThat(refusalOf(ScriptHook.file(SCRIPT)))
        .isEqualTo(
            "hook \"migrate\" (phase deploy) was not run: DIR/a.sh may be changed by its group or"
                + " by others; type: chmod go-w DIR/a.sh");
  }

  @Test
  void file_othersMayChangeItsDirectory_isNotRun() throws Exception {
    write("a.sh", "#!/bin/sh", "echo ran");
    rights(directory, "rwxrwxrwx");

    assertThat(refusalOf(ScriptHook.file(SCRIPT)))
        .isEqualTo(
            "hook \"migrate\" (phase deploy) was not run: DIR may be changed by its group or by"
                + " others; type: chmod go-w DIR");
  }

  @Test
  void file_everyoneIsTrusted_runs() throws Exception {
    rights(write("a.sh", "#!/bin/sh", "echo ran"), "rwxrwxrwx");

    assertThat(outputOf(ScriptHook.file(SCRIPT).trust(Trust.everyone()))).isEqualTo("ran\n");
  }

  @Test
  void file_linkThatIsTrusted_leadsAnywhere() throws Exception {
    rights(Files.createDirectory(directory.resolve("other")), "rwxr-xr-x");
    write("other/b.sh", "#!/bin/sh", "echo ran");
    Files.createSymbolicLink(directory.resolve("a.sh"), Path.of("other/b.sh"));

    assertThat(outputOf(ScriptHook.file(SCRIPT))).isEqualTo("ran\n");
  }

  @Test
  void file_itsInterpreterMayBeChanged_isNotRun() throws Exception {
    write("a.sh", "#!" + openShell("sh"), "echo ran");

    assertThat(refusalOf(ScriptHook.file(SCRIPT)))
        .isEqualTo(
            "hook \"migrate\" (phase deploy) was not run: its program DIR/sh is not trusted: DIR/sh"
                + " may be changed by its group or by others; type: chmod go-w DIR/sh");
  }

  @Test
  void file_itsInterpreterIsInADirectoryThatMayBeChanged_isNotRun() throws Exception {
    Path open = Files.createDirectory(directory.resolve("open"));
    write("a.sh", "#!" + Files.copy(Path.of("/bin/sh").toRealPath(), open.resolve("sh")));
    rights(open, "rwxrwxrwx");

    assertThat(refusalOf(ScriptHook.file(SCRIPT)))
        .isEqualTo(
            "hook \"migrate\" (phase deploy) was not run: its program DIR/open/sh is not trusted:"
                + " DIR/open may be changed by its group or by others; type: chmod go-w DIR/open");
  }

  @Test
  void file_whatEnvLooksUpMayBeChanged_isNotRun() throws Exception {
    openShell("my-sh");
    context.variable("PATH", directory + ":/usr/bin:/bin");
    for (String line : new String[] {"#!/usr/bin/env my-sh", "#!/usr/bin/env -S A=1 my-sh -e"}) {
      write("a.sh", line, "echo ran");
      assertThat(refusalOf(ScriptHook.file(SCRIPT))).contains("its program DIR/my-sh is not");
    }
  }

  @Test
  void inline_itsInterpreterMayBeChanged_isRunUnlessTrustIsAsked() throws Exception {
    openShell("my-sh");
    context.variable("PATH", directory + ":/usr/bin:/bin");
    ScriptHook hook = ScriptHook.inline(Interpreter.of("my-sh"), "echo ran");

    assertThat(refusalOf(hook.trust(Trust.ownFiles()))).contains("its program DIR/my-sh is not");
    assertThat(outputOf(hook)).isEqualTo("ran\n");
  }

  @Test
  void file_behindALauncher_isNotChecked() throws Exception {
    rights(write("a.sh", "#!/bin/sh", "echo ran"), "rwxrwxrwx");

    assertThat(outputOf(ScriptHook.file(Path.of("./a.sh")).launcher("nice"))).isEqualTo("ran\n");
  }

  @Test
  void function_othersMayChangeItsFile_isNotCalled() throws Exception {
    rights(write("hooks.sh", "f() { echo ran; }"), "rw-rw-rw-");
    FunctionHook hook = FunctionHook.of(Path.of("hooks.sh"), "f");

    assertThat(refusalOf(hook))
        .isEqualTo(
            "hook \"migrate\" (phase deploy) was not run: DIR/hooks.sh may be changed by its group"
                + " or by others; type: chmod go-w DIR/hooks.sh");
    hook.trust(Trust.everyone()).run(context);
    assertThat(context.output.text()).isEqualTo("ran\n");
  }

  @Test
  void function_itsBashMayBeChanged_isNotCalled() throws Exception {
    write("hooks.sh", "f() { echo ran; }");
    openShell("bash");
    context.variable("PATH", directory + ":/usr/bin:/bin");

    assertThat(refusalOf(FunctionHook.of(Path.of("hooks.sh"), "f")))
        .contains("its program DIR/bash is not trusted");
  }
}
