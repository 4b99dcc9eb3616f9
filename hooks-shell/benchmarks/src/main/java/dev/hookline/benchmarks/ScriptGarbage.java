package dev.hookline.benchmarks;

import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import java.nio.file.Path;

/**
 * Prints how many kilobytes a script hook allocates, in a JVM that never collects garbage.
 * Argument: a directory of scripts.
 */
public final class ScriptGarbage {
  private static final int ROUNDS = 30;

  private ScriptGarbage() {}

  public static void main(String[] arguments) {
    Path directory = Path.of(arguments[0]);
    HookEngine engine = ScriptGoals.engine(directory, directory.resolveSibling("log"), false);
    HookRequest request = HookRequest.in(directory);
    int scripts = engine.run(Shapes.PHASE, request).results().size();
    long before = used();
    for (int i = 0; i < ROUNDS; i++) {
      engine.run(Shapes.PHASE, request).throwIfFailed();
    }
    System.out.println((used() - before) / 1e3 / ROUNDS / scripts);
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
