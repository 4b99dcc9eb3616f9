package dev.hookline.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.api.Environment;
import dev.hookline.api.HookSpec;
import dev.hookline.api.OutputLine;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookEngineBuilder;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunHandle;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptHook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Measures what comes out of scripts, and how soon they end. */
final class OutputGoals {
  private static final Phase PHASE = Shapes.PHASE;
  private static final int CANCELLATIONS = 21;
  private static final Duration GRACE = Duration.ofMillis(300);
  private static final Interpreter SH = Interpreter.of("/bin/sh");

  private final boolean isLong;
  private final Figures figures = new Figures();
  private final Part part = new Part("Output and ends of scripts");

  OutputGoals(boolean isLong) {
    this.isLong = isLong;
  }

  Part run() throws Exception {
    muchOutput();
    masking();
    cancellation();
    latency();
    return part;
  }

  // ---- 1 GiB

  private void muchOutput() throws Exception {
    try (Scratch scratch = new Scratch()) {
      String text = "yes 'a line of output that a build writes' | head -c 1073741824";
      Path script = scratch.script("write", "#!/bin/sh\n" + text + "\n");
      Path file = scratch.directory.resolve("output");
      String shell = "the shell's own > file";
      HeapPeak peak = new HeapPeak();
      Map<String, ScriptGoals.Contestant> contestants = new LinkedHashMap<>();
      contestants.put(
          shell,
          () -> {
            ScriptGoals.wait(
                new ProcessBuilder("/bin/sh", "-c", "\"$0\" > \"$1\"", "" + script, "" + file)
                    .start());
            Files.delete(file);
          });
      contestants.put(
          "Hookline",
          () -> peak.during(() -> write(HookEngine.builder(), ScriptHook.file(script), scratch)));
      contestants.put(
          "Hookline, a listener gets 26 million lines",
          () ->
              write(
                  HookEngine.builder().listener(new ScriptGoals.Lines(line -> {})),
                  ScriptHook.file(script),
                  scratch));
      contestants.put(
          "Hookline, a log and 50 secrets",
          () -> {
            HookEngineBuilder builder = HookEngine.builder().environment(secrets(50));
            write(builder, ScriptHook.file(script).logTo(file), scratch);
            Files.delete(file);
          });
      figures.rounds("1 GiB", isLong ? 7 : 3, contestants);
      Table table = new Table("1 GiB of output", "what", "ms", "ratio");
      for (String who : contestants.keySet()) {
        table.row(who, Table.figure(figures.median(who)), Table.figure(figures.ratio(who, shell)));
      }
      part.figures.add(table);
      part.goals
          .atMost(
              "1 GiB of output, to the shell's own > file",
              1.3,
              figures.ratio("Hookline", shell),
              " ×")
          .atMost("1 GiB of output: heap growth, garbage included", 16, peak.mega, " MB");
    }
  }

  private static void write(HookEngineBuilder builder, ScriptHook script, Scratch scratch) {
    builder
        .register(PHASE, "write", script)
        .build()
        .run(PHASE, HookRequest.in(scratch.directory))
        .throwIfFailed();
  }

  private static Environment secrets(int count) {
    Environment layer = Environment.empty();
    for (int i = 0; i < count; i++) {
      layer = layer.withSecret("SECRET_" + i, "s3cret-" + Integer.toHexString(i * 7919) + "-value");
    }
    return layer;
  }

  /** How far the used heap grows, garbage included, looked at every few milliseconds. */
  static final class HeapPeak {
    double mega;

    void during(ScriptGoals.Contestant work) throws Exception {
      System.gc();
      long before = used();
      Thread sampler =
          new Thread(
              () -> {
                while (!Thread.currentThread().isInterrupted()) {
                  mega = Math.max(mega, (used() - before) / 1e6);
                  java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
                }
              });
      sampler.start();
      work.run();
      sampler.interrupt();
      sampler.join();
    }

    static long used() {
      return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
  }

  // ---- secrets

  /** A hook writes 64 MB of lines itself, so that nothing but the masking differs. */
  private void masking() throws Exception {
    byte[] lines = "a line of output that a build writes\n".repeat(1_000).getBytes(UTF_8);
    int times = 64_000_000 / lines.length;
    Table table = new Table("Masking 64 MB of lines", "secrets", "MB/s");
    for (int count : new int[] {0, 1, 5, 50, 200}) {
      HookEngine engine =
          HookEngine.builder()
              .environment(secrets(count))
              .register(
                  PHASE,
                  "write",
                  context -> {
                    for (int i = 0; i < times; i++) {
                      context.output().write(OutputLine.Channel.OUT, lines, 0, lines.length);
                    }
                  })
              .build();
      String key = "mask " + count;
      for (int round = 0; round < 4; round++) {
        long start = System.nanoTime();
        engine.run(PHASE, HookRequest.in(Path.of(""))).throwIfFailed();
        figures.add(key, (System.nanoTime() - start) / 1e9);
      }
      double speed = 64 / figures.quiet(key);
      table.row("" + count, Table.figure(speed));
      if (count >= 50) {
        part.goals.atLeast(
            "output with " + count + " secrets", count == 50 ? 250 : 80, speed, " MB/s");
      }
    }
    part.figures.add(table);
  }

  // ---- cancel

  private void cancellation() throws Exception {
    System.err.println("cancel");
    List<Double> obeying = new ArrayList<>();
    List<Double> refusing = new ArrayList<>();
    try (Scratch scratch = new Scratch()) {
      for (int i = 0; i < CANCELLATIONS; i++) {
        obeying.add(cancel(scratch, "sleep 300 & sleep 300 | cat & echo ready; wait"));
      }
      for (int i = 0; i < (isLong ? CANCELLATIONS : 5); i++) {
        refusing.add(cancel(scratch, "trap '' TERM; echo ready; while :; do sleep 1; done"));
      }
    }
    part.goals.atMost(
        "cancel → return, the tree obeys: median", 25, Figures.median(obeying), " ms");
    part.goals.atMost(
        "cancel → return, the tree refuses: the longest, grace taken off",
        250,
        refusing.stream().mapToDouble(d -> d).max().orElseThrow() - GRACE.toMillis(),
        " ms");
  }

  private static double cancel(Scratch scratch, String text) throws Exception {
    CountDownLatch ready = new CountDownLatch(1);
    HookEngine engine =
        HookEngine.builder()
            .gracePeriod(GRACE)
            .listener(new ScriptGoals.Lines(line -> ready.countDown()))
            .register(PHASE, "long", ScriptHook.inline(SH, text))
            .build();
    RunHandle handle = engine.start(PHASE, HookRequest.in(scratch.directory));
    ready.await();
    long start = System.nanoTime();
    handle.cancel();
    handle.await();
    return (System.nanoTime() - start) / 1e6;
  }

  // ---- lines

  private void latency() throws Exception {
    System.err.println("latency");
    int lines = isLong ? 500 : 100;
    List<Double> millis = new ArrayList<>();
    ScriptGoals.Lines listener =
        new ScriptGoals.Lines(
            line -> {
              double now = System.currentTimeMillis();
              millis.add(now - Double.parseDouble(line.text()) * 1000);
            });
    String text =
        "for ((i = 0; i < " + lines + "; i++)); do echo $EPOCHREALTIME; sleep 0.037; done";
    try (Scratch scratch = new Scratch()) {
      HookEngine.builder()
          .listener(listener)
          .register(
              HookSpec.of(PHASE, "tick", ScriptHook.inline(Interpreter.of("bash"), text))
                  .timeout(Duration.ofMinutes(2)))
          .build()
          .run(PHASE, HookRequest.in(scratch.directory))
          .throwIfFailed();
    }
    List<Double> sorted = millis.stream().sorted().toList();
    part.goals.atMost(
        "from a line to its listener, 95 of 100", 50, sorted.get(sorted.size() * 95 / 100), " ms");
  }
}
