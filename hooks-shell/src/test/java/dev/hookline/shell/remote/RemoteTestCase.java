package dev.hookline.shell.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hookline.api.Hook;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.testing.ScriptTestCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the tests of scripts elsewhere share. */
abstract class RemoteTestCase extends ScriptTestCase {
  /** Another place on this machine: nothing of the environment gets there but what is sent. */
  static final Launcher EMPTY = Launcher.words("env", "-i", "PATH=/usr/bin:/bin");

  static RemoteHook there(String... lines) {
    return RemoteHook.through(EMPTY).script(String.join("\n", lines) + "\n");
  }

  String outputOf(RemoteHook hook) throws Exception {
    hook.run(context);
    return context.output.text();
  }

  ScriptFailedException failureOf(RemoteHook hook) {
    return catchThrowableOfType(ScriptFailedException.class, () -> hook.run(context));
  }

  ConnectionLostException lossOf(Hook hook) {
    return catchThrowableOfType(ConnectionLostException.class, () -> hook.run(context));
  }

  /** Returns the words of every process that can be seen. */
  static List<String> argumentLists() throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes.map(RemoteTestCase::argumentList).flatMap(Optional::stream).toList();
    }
  }

  private static Optional<String> argumentList(Path process) {
    try {
      return Optional.of(Files.readString(process.resolve("cmdline")).replace('\0', ' '));
    } catch (IOException e) {
      return Optional.empty(); // no process, or one that has ended meanwhile
    }
  }

  /** A process is named by a time to sleep that nothing else uses. */
  static boolean sleeps(String seconds) throws IOException {
    return argumentLists().stream().anyMatch(words -> words.startsWith("sleep " + seconds));
  }

  /** A shell has written before it starts what comes next. */
  static void awaitSleep(String seconds) throws IOException {
    while (!sleeps(seconds)) {
      Thread.onSpinWait();
    }
  }

  static void awaitNoSleep(String seconds) throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (sleeps(seconds) && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
    assertThat(sleeps(seconds)).as("sleep %s is still there", seconds).isFalse();
  }
}
