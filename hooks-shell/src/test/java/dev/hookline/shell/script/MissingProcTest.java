package dev.hookline.shell.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.ToolUnderTest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A JVM in a place without /proc, of which the JVM itself needs little. */
class MissingProcTest extends ScriptTestCase {

  @Test
  void run_twiceWithoutProc_worksAndSaysItOnce() throws Exception {
    String home = System.getProperty("java.home");
    ProcessBuilder tool =
        new ProcessBuilder(
            "unshare",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            "mount -t tmpfs none /proc && exec \"$@\"",
            "sh",
            Path.of(home, "bin", "java").toString(),
            "-cp",
            ToolUnderTest.classPath(),
            FirstProcessTest.Tool.class.getName(),
            directory.toString(),
            "echo ran >>lines; (sleep 0.01 &)");
    // Without /proc the launcher does not find its own libraries.
    tool.environment().put("LD_LIBRARY_PATH", home + "/lib:" + home + "/lib/server");
    Process process =
        tool.redirectErrorStream(true)
            .redirectOutput(directory.resolve("tool.log").toFile())
            .start();

    assertThat(process.waitFor()).isZero();
    assertThat(directory.resolve("lines")).hasContent("ran\nran");
    assertThat(directory.resolve("tool.log"))
        .hasContent(
            "there is no /proc, so that of what scripts start nothing is found but the children of"
                + " running processes: what else outlives a script is neither ended nor reported;"
                + " mount it, for example by mount -t proc proc /proc");
  }

  @Test
  void run_withProc_saysNothing() throws Exception {
    sh("true").run(context);

    assertThat(context.warnings).isEqualTo(List.of());
  }
}
