package dev.hookline.shell.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.testing.Namespaces;
import dev.hookline.shell.testing.ScriptTestCase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A JVM in a place without /proc, of which the JVM itself needs little. */
class MissingProcTest extends ScriptTestCase {

  @Test
  void run_twiceWithoutProc_worksAndSaysItOnce() throws Exception {
    Path log = directory.resolve("tool.log");
    String script = "echo ran >>lines; (sleep 0.01 &)";
    if (Namespaces.withoutProc()
        .hasRun(log, FirstProcessTest.Tool.class, directory.toString(), script)) {
      assertThat(directory.resolve("lines")).hasContent("ran\nran");
      assertThat(log)
          .hasContent(
              "there is no /proc, so that of what scripts start nothing is found but the children of"
                  + " running processes: what else outlives a script is neither ended nor reported;"
                  + " mount it, for example by mount -t proc proc /proc");
    }
  }

  @Test
  void run_withProc_saysNothing() throws Exception {
    sh("true").run(context);

    assertThat(context.warnings).isEqualTo(List.of());
  }
}
