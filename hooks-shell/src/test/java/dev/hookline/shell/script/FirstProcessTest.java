package dev.hookline.shell.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.testing.Namespaces;
import dev.hookline.shell.testing.ScriptTestCase;
import dev.hookline.shell.testing.Sleeper;
import dev.hookline.shell.testing.TestContext;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tool in a PID namespace of its own, as in a container without an init. */
@Timeout(60)
class FirstProcessTest extends ScriptTestCase {

  /** Runs a script twice, and prints the warnings. */
  static final class Tool {
    private Tool() {}

    public static void main(String[] arguments) throws Exception {
      TestContext context = TestContext.in(Path.of(arguments[0]));
      ScriptHook.command("sh", "-c", arguments[1]).run(context);
      ScriptHook.command("sh", "-c", arguments[1]).run(context);
      context.warnings.forEach(System.out::println);
    }
  }

  @Test
  void run_twiceInTheFirstProcess_saysOnceWhatToDo() throws Exception {
    Path log = directory.resolve("tool.log");
    if (Namespaces.ofProcesses().hasRun(log, Tool.class, directory.toString(), "(sleep 0.01 &)")) {
      assertThat(log)
          .hasContent(
              "this JVM is process 1, which has to collect all processes whose parents have ended,"
                  + " and no JVM does: they stay as zombies and use up process ids; start the"
                  + " container with an init, for example by docker run --init");
    }
  }

  /** Stops a script when it writes, and prints what is left of its tree. */
  static final class StoppingTool {
    private StoppingTool() {}

    public static void main(String[] arguments) throws Exception {
      TestContext context = TestContext.in(Path.of(arguments[0])).grace(Duration.ofMillis(300));
      Thread caller = Thread.currentThread();
      context.output.copyTo(
          new OutputStream() {
            @Override
            public void write(int b) {
              caller.interrupt(); // the script has written that it is ready
            }
          });
      try {
        sh(arguments[1]).run(context);
      } catch (ScriptFailedException e) {
        System.out.println(e.ending() + ", left " + context.left);
      }
      System.out.println("running " + Sleeper.running("3600.7"));
    }
  }

  /** What has lost its parent becomes a child of the JVM, and a zombie when it ends. */
  @Test
  void stop_inTheFirstProcess_endsTheTree() throws Exception {
    String script =
        "s=sleep; n=3600; (setsid $s $n.7 &); (env -i setsid $s $n.7 &); sleep 0.1; echo ready;"
            + " exec $s $n.7";
    Path log = directory.resolve("tool.log");
    if (Namespaces.ofProcesses().hasRun(log, StoppingTool.class, directory.toString(), script)) {
      assertThat(log).hasContent("killed by SIGTERM, left []\nrunning []");
    }
  }

  @Test
  void run_inAnyOtherProcess_saysNothing() throws Exception {
    sh("(sleep 0.01 &)").run(context);

    assertThat(context.warnings).isEmpty();
  }
}
