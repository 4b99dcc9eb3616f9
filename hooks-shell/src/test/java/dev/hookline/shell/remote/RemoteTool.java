package dev.hookline.shell.remote;

import dev.hookline.shell.testing.TestContext;
import java.nio.file.Path;
import java.time.Duration;

/** A tool that runs one script elsewhere, for tests of what happens when its JVM is ended. */
final class RemoteTool {
  private RemoteTool() {}

  public static void main(String[] arguments) throws Exception {
    TestContext context = TestContext.in(Path.of(arguments[0])).grace(Duration.ofMillis(500));
    RemoteHook.through(Launcher.words("env"))
        .script(arguments[1])
        .directory(arguments[0])
        .run(context);
  }
}
