package dev.hookline.benchmarks;

import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Counts system calls a script, those of the script included, where there is {@code strace}: what
 * eleven rounds make more than one. Arguments of the main: who, how often, the directory.
 */
public final class SystemCalls {
  private static final int MORE = 10;

  private SystemCalls() {}

  public static void main(String[] arguments) throws Exception {
    Path hooks = Path.of(arguments[2]);
    int rounds = Integer.parseInt(arguments[1]);
    if (arguments[0].equals("loop")) {
      for (int i = 0; i < rounds; i++) {
        ScriptsLoop.main(new String[] {arguments[2], hooks.resolveSibling("output").toString()});
      }
      return;
    }
    HookEngine engine = ScriptGoals.engine(hooks, hooks.resolveSibling("log"), false);
    for (int i = 0; i < rounds; i++) {
      engine.run(Shapes.PHASE, HookRequest.in(hooks)).throwIfFailed();
    }
  }

  static Optional<Table> table(Jvm jvm, Path hooks) throws Exception {
    String[] files = hooks.toFile().list();
    Table table = new Table("System calls a trivial script", "what", "calls");
    for (String who : new String[] {"loop", "hookline"}) {
      long one = count(jvm, who, 1, hooks);
      if (files == null || one < 0) {
        return Optional.empty();
      }
      long more = count(jvm, who, 1 + MORE, hooks) - one;
      table.row(
          who.equals("loop")
              ? "ProcessBuilder to a file"
              : "Hookline: limit, tree, log, live lines",
          Table.figure((double) more / MORE / files.length));
    }
    return Optional.of(table);
  }

  /** Returns the total of all calls, or less than nothing if they cannot be counted here. */
  private static long count(Jvm jvm, String who, int rounds, Path hooks) throws Exception {
    Path file = hooks.resolveSibling("calls");
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-c", "-o", file.toString()));
    // Waiting calls of compiler and collector threads differ from run to run.
    List<String> options = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmn200m");
    command.addAll(
        jvm.command(options, SystemCalls.class, who, String.valueOf(rounds), hooks.toString()));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        return -1;
      }
    } catch (IOException e) {
      return -1; // there is no strace
    }
    String total = Files.readAllLines(file).stream().reduce("", (earlier, last) -> last);
    return Long.parseLong(total.trim().split(" +")[3]);
  }
}
