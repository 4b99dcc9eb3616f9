package dev.hookline.shell.testing;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.journal.file.FileJournal;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptHook;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;

/** A tool with a journal, in a JVM of its own that can be killed, and again in that of the test. */
public final class DyingTool {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final Lifecycle SHOP = Lifecycle.named("shop").phase(DEPLOY).build();

  private DyingTool() {}

  /** Runs in the child: the directory, and the script of the one hook. */
  public static void main(String... arguments) {
    Path directory = Path.of(arguments[0]);
    var unused = engine(arguments[1]).run(SHOP, request(directory));
  }

  /** Starts a child that runs the script. */
  public static Process start(Path directory, String script) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String main = DyingTool.class.getName();
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-cp",
            ToolUnderTest.classPath() + File.pathSeparator + engine(),
            main,
            directory.toString(),
            script)
        .inheritIO()
        .start();
  }

  /** Resumes in this JVM what the child did not finish. */
  public static RunReport resume(Path directory, String script) {
    return engine(script).resume(SHOP, request(directory), Resume.unfinished());
  }

  private static Path engine() {
    URL where = HookEngine.class.getProtectionDomain().getCodeSource().getLocation();
    return Path.of(URI.create(where.toString()));
  }

  private static HookEngine engine(String script) {
    return HookEngine.builder()
        .register(HookSpec.of(DEPLOY, "long", ScriptHook.inline(Interpreter.of("sh"), script)))
        .build();
  }

  private static HookRequest request(Path directory) {
    return HookRequest.in(directory).journal(FileJournal.in(directory.resolve("journal")));
  }
}
