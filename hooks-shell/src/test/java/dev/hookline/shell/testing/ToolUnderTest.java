package dev.hookline.shell.testing;

import com.google.common.collect.ImmutableList;
import dev.hookline.api.HookContext;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptFailedException;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.UntrustedFileException;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.exec.DefaultExecutor;

/** A tool that runs one script, for tests of what happens when its JVM is ended. */
public final class ToolUnderTest {
  private ToolUnderTest() {}

  /**
   * Returns where this JVM has its classes from, regardless of the class loader of the test runner.
   */
  public static String classPath() {
    return Stream.of(
            ToolUnderTest.class,
            ScriptHook.class,
            HookContext.class,
            DefaultExecutor.class,
            ImmutableList.class)
        .map(type -> Path.of(location(type)).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static URI location(Class<?> type) {
    return URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString());
  }

  /**
   * Runs the script that is the second argument in the directory that is the first; with a third
   * one, when the JVM is shutting down.
   */
  public static void main(String[] arguments) throws Exception {
    ScriptHook hook = ScriptHook.inline(Interpreter.of("sh"), arguments[1]);
    TestContext context = TestContext.in(Path.of(arguments[0])).grace(Duration.ofMillis(500));
    if (arguments.length < 3) {
      hook.run(context);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> runAtTheEnd(hook, context)));
  }

  private static void runAtTheEnd(ScriptHook hook, TestContext context) {
    try {
      hook.run(context);
    } catch (ScriptFailedException | UntrustedFileException e) {
      System.out.print(e.getMessage());
    }
  }
}
