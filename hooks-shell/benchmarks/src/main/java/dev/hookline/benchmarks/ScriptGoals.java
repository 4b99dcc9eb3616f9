package dev.hookline.benchmarks;

import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookListener;
import dev.hookline.api.HookSpec;
import dev.hookline.api.OutputLine;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunHandle;
import dev.hookline.shell.HookDirectory;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptHook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;
import org.zeroturnaround.exec.ProcessExecutor;

/** Measures script hooks in rounds in which the contestants take turns. */
final class ScriptGoals {
  private static final Phase PHASE = Shapes.PHASE;
  private static final int SCRIPTS = 200;
  private static final int TURN = 10;
  private static final String EVERYTHING = "Hookline: limit, tree, log, live lines";
  private static final int CANCELLATIONS = 21;
  private static final Duration GRACE = Duration.ofMillis(300);
  private static final Interpreter SH = Interpreter.of("/bin/sh");

  private final boolean isLong;
  private final Figures figures = new Figures();
  private final Table goals = Table.ofGoals("Scripts");

  ScriptGoals(boolean isLong) {
    this.isLong = isLong;
  }

  /** Something that takes part. */
  interface Contestant {
    void run() throws Exception;
  }

  List<Table> run() throws Exception {
    List<Table> tables = new ArrayList<>();
    tables.add(goals);
    tables.add(trivialScripts());
    tables.add(muchOutput());
    cancellation();
    latency();
    concurrency();
    return tables;
  }

  private void rounds(String what, int rounds, Map<String, Contestant> contestants)
      throws Exception {
    for (int round = 0; round <= rounds; round++) {
      if (round == 0) {
        System.err.println(what + ", " + rounds + " rounds");
      }
      for (Map.Entry<String, Contestant> contestant : contestants.entrySet()) {
        long start = System.nanoTime();
        contestant.getValue().run();
        if (round > 0) {
          figures.add(contestant.getKey(), (System.nanoTime() - start) / 1e6);
        }
      }
    }
  }

  // ---- 200 trivial scripts

  /** In turns of ten scripts, of which the quietest tenth counts. */
  private Table trivialScripts() throws Exception {
    int turns = SCRIPTS / TURN * (isLong ? 15 : 5);
    try (Scratch scratch = new Scratch()) {
      for (int i = 0; i < TURN; i++) {
        scratch.script(String.format("hooks/s%03d", i), "#!/bin/sh\ntrue\n");
      }
      Path output = scratch.directory.resolve("output");
      Map<String, Contestant> contestants = contestants(scratch.directory.resolve("hooks"), output);
      rounds("scripts", 10, contestants);
      figures.forget();
      rounds("scripts", turns, contestants);
      Table table =
          new Table("200 × a trivial script", "what", "ms a script", "ratio to ProcessBuilder");
      for (String who : contestants.keySet()) {
        table.row(
            who,
            Table.figure(figures.quiet(who) / TURN),
            Table.figure(figures.quietRatio(who, "ProcessBuilder to a file")));
      }
      goals.atMost(
          "a script hook with limit, tree check, capture, log, live lines: ≤ 1.15 × ProcessBuilder"
              + " to a file",
          1.15,
          figures.quietRatio(EVERYTHING, "ProcessBuilder to a file"),
          " ×");
      goals.atMost(
          "never slower than stock Commons Exec without a watchdog",
          1,
          figures.quietRatio(EVERYTHING, "commons-exec"),
          " ×");
      return table;
    }
  }

  private static Map<String, Contestant> contestants(Path hooks, Path output) {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < TURN; i++) {
      files.add(hooks.resolve(String.format("s%03d", i)).toString());
    }
    HookEngine plain = HookEngine.builder().load(HookDirectory.of(hooks, PHASE)).build();
    HookEngine full =
        HookEngine.builder()
            .listener(new Lines(line -> {}))
            .load(
                HookDirectory.of(hooks, PHASE)
                    .scripts(script -> script.logTo(output.resolveSibling("log")))
                    .specs(spec -> spec.timeout(Duration.ofMinutes(1))))
            .build();
    HookRequest request = HookRequest.in(hooks);
    Map<String, Contestant> all = new LinkedHashMap<>();
    all.put("ProcessBuilder to a file", () -> each(files, file -> processBuilder(file, output)));
    all.put(EVERYTHING, () -> full.run(PHASE, request).throwIfFailed());
    all.put("Hookline: defaults", () -> plain.run(PHASE, request).throwIfFailed());
    all.put("commons-exec", () -> each(files, file -> commonsExec(file, false)));
    all.put("commons-exec with a watchdog", () -> each(files, file -> commonsExec(file, true)));
    all.put("zt-exec", () -> each(files, file -> executor(file).execute()));
    all.put(
        "zt-exec with a limit",
        () -> each(files, file -> executor(file).timeout(1, TimeUnit.MINUTES).execute()));
    all.put(
        "run-parts, the whole directory",
        () -> wait(new ProcessBuilder("run-parts", hooks.toString()).start()));
    all.put(
        "bash loop",
        () ->
            wait(
                new ProcessBuilder("bash", "-c", "for s in \"$0\"/*; do \"$s\"; done", "" + hooks)
                    .start()));
    return all;
  }

  /** What is done with each file. */
  interface OneFile {
    void run(String file) throws Exception;
  }

  private static void each(List<String> files, OneFile action) throws Exception {
    for (String file : files) {
      action.run(file);
    }
  }

  private static void processBuilder(String file, Path output) throws Exception {
    wait(
        new ProcessBuilder(file)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .start());
  }

  private static void wait(Process process) throws Exception {
    if (process.waitFor() != 0) {
      throw new IOException("exit " + process.exitValue());
    }
  }

  private static void commonsExec(String file, boolean isWatched) throws Exception {
    DefaultExecutor executor = DefaultExecutor.builder().get();
    executor.setStreamHandler(new PumpStreamHandler(new java.io.ByteArrayOutputStream()));
    if (isWatched) {
      executor.setWatchdog(ExecuteWatchdog.builder().setTimeout(Duration.ofMinutes(1)).get());
    }
    executor.execute(new CommandLine(file));
  }

  private static ProcessExecutor executor(String file) {
    return new ProcessExecutor().command(file).exitValueNormal();
  }

  // ---- 1 GiB

  private Table muchOutput() throws Exception {
    try (Scratch scratch = new Scratch()) {
      String text = "yes 'a line of output that a build writes' | head -c 1073741824";
      Path script = scratch.script("write", "#!/bin/sh\n" + text + "\n");
      Path file = scratch.directory.resolve("output");
      HookEngine engine =
          HookEngine.builder().register(PHASE, "write", ScriptHook.file(script)).build();
      HookEngine listening =
          HookEngine.builder()
              .listener(new Lines(line -> {}))
              .register(PHASE, "write", ScriptHook.file(script))
              .build();
      HookRequest request = HookRequest.in(scratch.directory);
      HeapPeak peak = new HeapPeak();
      Map<String, Contestant> contestants = new LinkedHashMap<>();
      contestants.put(
          "the shell's own > file",
          () -> {
            wait(
                new ProcessBuilder("/bin/sh", "-c", "\"$0\" > \"$1\"", "" + script, "" + file)
                    .start());
            Files.delete(file);
          });
      contestants.put(
          "Hookline", () -> peak.during(() -> engine.run(PHASE, request).throwIfFailed()));
      contestants.put(
          "Hookline, a listener gets 26 million lines",
          () -> listening.run(PHASE, request).throwIfFailed());
      rounds("1 GiB", isLong ? 7 : 3, contestants);
      Table table = new Table("1 GiB of output", "what", "ms", "ratio");
      for (String who : contestants.keySet()) {
        table.row(
            who,
            Table.figure(figures.median(who)),
            Table.figure(figures.ratio(who, "the shell's own > file")));
      }
      goals.atMost(
          "1 GiB of output: ≤ 1.3 × the shell's own > file",
          1.3,
          figures.ratio("Hookline", "the shell's own > file"),
          " ×");
      goals.atMost("1 GiB of output: heap growth ≤ 16 MB, garbage included", 16, peak.mega, " MB");
      return table;
    }
  }

  /** How far the used heap grows, garbage included, looked at every few milliseconds. */
  static final class HeapPeak {
    double mega;

    void during(Contestant work) throws Exception {
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
    goals.atMost(
        "cancel → return, the tree obeys: median ≤ 25 ms", 25, Figures.median(obeying), " ms");
    goals.atMost(
        "cancel → return, the tree refuses: ≤ grace + 250 ms (the longest, grace taken off)",
        250,
        refusing.stream().mapToDouble(d -> d).max().orElseThrow() - GRACE.toMillis(),
        " ms");
  }

  private static double cancel(Scratch scratch, String text) throws Exception {
    CountDownLatch ready = new CountDownLatch(1);
    HookEngine engine =
        HookEngine.builder()
            .gracePeriod(GRACE)
            .listener(new Lines(line -> ready.countDown()))
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
    Lines listener =
        new Lines(
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
    goals.atMost(
        "lines reach a listener within 50 ms (95 of 100; the median: "
            + Table.figure(Figures.median(millis))
            + " ms)",
        50,
        sorted.get(sorted.size() * 95 / 100),
        " ms");
  }

  // ---- at the same time

  private void concurrency() throws Exception {
    String busy = "i=0\nwhile [ $i -lt 30000 ]; do i=$((i+1)); done\n";
    double[] ofBusy = concurrency("busy", busy);
    double[] ofWaiting = concurrency("waiting", "sleep 0.1\n");
    goals.atLeast(
        "16 busy script hooks, two at once: ≥ 1.7 × one after another (xargs -P2 here: "
            + Table.figure(ofBusy[1])
            + " ×)",
        1.7,
        ofBusy[0],
        " ×");
    goals.atLeast(
        "16 waiting script hooks, two at once: ≥ 1.7 × one after another (xargs -P2 here: "
            + Table.figure(ofWaiting[1])
            + " ×)",
        1.7,
        ofWaiting[0],
        " ×");
  }

  /** Returns what two at once gain with Hookline, and with xargs. */
  private double[] concurrency(String kind, String text) throws Exception {
    try (Scratch scratch = new Scratch()) {
      for (int i = 0; i < 16; i++) {
        scratch.script(String.format("hooks/s%02d", i), "#!/bin/sh\n" + text);
      }
      Path hooks = scratch.directory.resolve("hooks");
      HookDirectory source = HookDirectory.of(hooks, PHASE);
      HookEngine one = HookEngine.builder().load(source).build();
      HookEngine two = HookEngine.builder().load(source).concurrency(PHASE, 2).build();
      HookRequest request = HookRequest.in(hooks);
      Map<String, Contestant> contestants = new LinkedHashMap<>();
      contestants.put(kind + " one", () -> one.run(PHASE, request).throwIfFailed());
      contestants.put(kind + " two", () -> two.run(PHASE, request).throwIfFailed());
      contestants.put(kind + " xargs one", () -> wait(xargs(1, hooks)));
      contestants.put(kind + " xargs two", () -> wait(xargs(2, hooks)));
      rounds(kind, isLong ? 15 : 3, contestants);
      return new double[] {
        figures.ratio(kind + " one", kind + " two"),
        figures.ratio(kind + " xargs one", kind + " xargs two")
      };
    }
  }

  private static Process xargs(int most, Path hooks) throws IOException {
    return new ProcessBuilder(
            "/bin/sh", "-c", "ls -d \"$0\"/* | xargs -n1 -P" + most + " sh -c '\"$0\"'", "" + hooks)
        .start();
  }

  /** A listener for lines only. */
  record Lines(java.util.function.Consumer<OutputLine> each) implements HookListener {
    @Override
    public void lineWritten(LineWritten event) {
      each.accept(event.line());
    }
  }
}
