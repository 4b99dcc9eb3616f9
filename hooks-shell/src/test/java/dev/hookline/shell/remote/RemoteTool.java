package dev.hookline.shell.remote;

import dev.hookline.shell.testing.TestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** A tool that runs one script elsewhere, for tests of what happens when its JVM is ended. */
final class RemoteTool {
  private RemoteTool() {}

  /** Runs the second argument, in the directory that is the first, through the rest. */
  public static void main(String[] arguments) throws Exception {
    TestContext context = TestContext.in(Path.of(arguments[0])).grace(Duration.ofMillis(500));
    String[] client = Arrays.copyOfRange(arguments, 2, arguments.length);
    RemoteHook.through(client.length > 1 ? Launcher.ssh(rest(client)) : Launcher.words(client))
        .script(arguments[1])
        .directory(arguments[0])
        .run(context);
  }

  private static String[] rest(String[] words) {
    return Arrays.copyOfRange(words, 1, words.length);
  }
}
