package dev.hookline.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of the engine and judges them. */
final class CoreGoals {
  private static final int MANY_THREADS = 64;

  /** From this JDK on the JVM warns of what JMH does. */
  private static final int UNSAFE_WARNS = 24;

  private final boolean isLong;
  private final List<Path> jdks;
  private final Figures figures = new Figures();
  private final Part part = new Part("Engine");

  CoreGoals(boolean isLong) throws IOException {
    this.isLong = isLong;
    this.jdks = Jvm.homes();
  }

  Part run() throws RunnerException {
    for (String hooks : new String[] {"1", "10", "100"}) {
      measure("Dispatch", hooks, new DispatchBenchmark(), 40, 5);
    }
    if (jdks.size() > 1) {
      for (String hooks : new String[] {"1", "10", "100"}) {
        measure("NewestJdk", hooks, new NewestJdkBenchmark(), 15, 5);
      }
    }
    for (String hooks : new String[] {"1", "100"}) {
      measure("Limited", hooks, new LimitedBenchmark(), 60, 10);
    }
    measure("LimitedRow", "10000", new LimitedRowBenchmark(), 60, 10);
    for (String hooks : new String[] {"1000", "10000", "100000"}) {
      measure("Planning", hooks, new PlanningBenchmark(), 20, 10);
    }
    measure("Plan", "", null, 20, 5);
    measure("Scaling", "", new ScalingBenchmark(), 10, 5);
    goals();
    part.figures.addAll(
        List.of(dispatchFigures(), bytes(), limitedFigures(), scalingFigures(), planningFigures()));
    if (jdks.size() > 1) {
      part.figures.add(1, newestJdkFigures());
    }
    return part;
  }

  private Path newestJdk() {
    return jdks.get(jdks.size() - 1);
  }

  /** Compiling in the foreground makes the warm-up independent of other work on the machine. */
  private void measure(String name, String hooks, @Nullable Turns turns, int rounds, int millis)
      throws RunnerException {
    List<String> names =
        turns == null ? List.of("plan") : List.copyOf(turns.contestants().keySet());
    int more = isLong ? 8 : 1;
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + name + "Benchmark\\." + (turns == null ? "plan" : "turns") + "$")
            .forks(1)
            .jvmArgsAppend("-Xms1g", "-Xbatch")
            .warmupIterations(names.size() * 10)
            .warmupTime(TimeValue.milliseconds(40))
            .measurementIterations(names.size() * rounds * more)
            .measurementTime(TimeValue.milliseconds(millis))
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    if (!hooks.isEmpty()) {
      options.param("hooks", hooks);
    }
    if (turns instanceof NewestJdkBenchmark) {
      options.jvm(newestJdk().resolve("bin/java").toString());
      if (new Jvm(newestJdk(), "").version() >= UNSAFE_WARNS) {
        options.jvmArgsAppend("-Xms1g", "-Xbatch", "--sun-misc-unsafe-memory-access=allow");
      }
    }
    String suffix = hooks.isEmpty() ? "" : " " + hooks;
    RunResult result = new Runner(options.build()).runSingle();
    List<IterationResult> iterations = new ArrayList<>();
    result.getBenchmarkResults().forEach(fork -> iterations.addAll(fork.getIterationResults()));
    for (int i = 0; i < iterations.size(); i++) {
      String key = name + "." + names.get(i % names.size()) + suffix;
      figures.add(key, iterations.get(i).getPrimaryResult().getScore());
      for (Result<?> second : iterations.get(i).getSecondaryResults().values()) {
        if (second.getLabel().endsWith("gc.alloc.rate.norm")) {
          figures.add(key + " bytes", second.getScore());
        }
      }
    }
    for (String each : names) {
      String key = name + "." + each + suffix;
      System.err.printf(Locale.ROOT, "  %-40s %,14.1f per call%n", key, figures.median(key));
    }
  }

  private double ratio(String what, String to) {
    return figures.ratio(what, to);
  }

  private void goals() {
    String ours = "Dispatch.hookline ";
    double bytes =
        (figures.median(ours + "100 bytes") - figures.median("Dispatch.emptyPhase 100 bytes"))
            / 100;
    part.goals
        .atMost(
            "10 lambda hooks, full report, to the limit by hand",
            1.5,
            ratio(ours + "10", "Dispatch.limit 10"),
            " ×")
        .atMost(
            "100 lambda hooks, full report, to the limit by hand",
            1.4,
            ratio(ours + "100", "Dispatch.limit 100"),
            " ×");
    for (String n : new String[] {"10", "100"}) {
      part.goals.atLeast(
          n + " lambda hooks, faster than Failsafe's retry",
          3,
          ratio("Dispatch.failsafeRetry " + n, ours + n),
          " ×");
    }
    part.goals
        .atLeast(
            "100 lambda hooks, faster than EventBus listeners that time themselves",
            1.4,
            ratio("Dispatch.eventBusTimed 100", ours + "100"),
            " ×")
        .atMost(
            "a hook with a limit, to one bare pool hand-over",
            1,
            ratio("Limited.hookline 1", "Limited.handOver 1"),
            " ×")
        .atLeast(
            "100 hooks with a limit, faster than Failsafe's timeout with interrupt",
            5,
            ratio("Limited.failsafeTimeout 100", "Limited.hookline 100"),
            " ×")
        .atMost(
            "a declared phase without hooks, to the limit for one hook",
            1.3,
            ratio("Dispatch.emptyPhase 1", "Dispatch.limit 1"),
            " ×")
        .atMost("one listener of lines only, a hook", 1, perHook("hooklineWithLines"), " ns")
        .atMost("one idle listener, a hook", 1, perHook("hooklineWithListener"), " ns")
        .atMost("one listener of the ends of hooks, a hook", 30, perHook("hooklineWithEnds"), " ns")
        .atMost("one listener of all events, a hook", 30, perHook("hooklineWithStream"), " ns")
        .atMost("allocated by a hook that succeeds", 96, bytes, " B");
    addLimited();
    addScaling();
    addPlanning();
    if (jdks.size() > 1) {
      addNewestJdk();
    }
  }

  /** Beside the goals, what they would be if no run had a thread of its own. */
  private void addLimited() {
    String ours = "Limited.hookline ";
    part.goals
        .atMost(
            "a hook with a limit, to a thread of its own that is started by hand",
            1.1,
            ratio(ours + "1", "Limited.ownThread 1"),
            " ×")
        .atMost(
            "one hook more with a limit in the same run",
            100,
            figures.difference("LimitedRow.hookline 10000", "LimitedRow.ownThread 10000") / 10_000,
            " ns");
  }

  private void addNewestJdk() {
    String jdk = "JDK " + new Jvm(newestJdk(), "").version() + ": ";
    String ours = "NewestJdk.hookline ";
    part.goals
        .atMost(
            jdk + "10 lambda hooks, full report, to the limit by hand",
            1.5,
            ratio(ours + "10", "NewestJdk.limit 10"),
            " ×")
        .atMost(
            jdk + "100 lambda hooks, full report, to the limit by hand",
            1.4,
            ratio(ours + "100", "NewestJdk.limit 100"),
            " ×")
        .atMost(
            jdk + "a declared phase without hooks, to the limit for one hook",
            1.3,
            ratio("NewestJdk.emptyPhase 1", "NewestJdk.limit 1"),
            " ×");
  }

  /** Returns what a hook costs more than without a listener; what a run costs more is no part. */
  private double perHook(String contestant) {
    String with = "Dispatch." + contestant + " ";
    String without = "Dispatch.hookline ";
    return (figures.difference(with + "100", without + "100")
            - figures.difference(with + "10", without + "10"))
        / 90;
  }

  private void addPlanning() {
    part.goals
        .atMost("plan() of an unchanged engine", 100, figures.median("Plan.plan"), " ns")
        .atMost(
            "planning 10,000 hooks with three constraints each, to the limit that reads specs",
            1.25,
            ratio("Planning.hookline 10000", "Planning.limit 10000"),
            " ×")
        .atMost(
            "planning 100,000 hooks with three constraints each, to the limit that reads specs",
            1.75,
            ratio("Planning.hookline 100000", "Planning.limit 100000"),
            " ×")
        .atMost(
            "planning: growth from 1e4 to 1e5, to that of the limit",
            1.05,
            ratio("Planning.hookline 100000", "Planning.hookline 10000")
                / ratio("Planning.limit 100000", "Planning.limit 10000"),
            " ×");
  }

  private void addScaling() {
    double two = growth("hookline", 1, 2);
    double limit = growth("limit", 1, 2);
    double many = growth("hookline", 2, MANY_THREADS);
    part.goals
        .atLeast(
            "2 threads, one engine: growth of throughput, to that of the limit",
            0.9,
            two / limit,
            " ×")
        .atLeast("64 threads, one engine: throughput, to that of 2 threads", 0.9, many, " ×")
        .atLeast(
            "64 threads, one engine: what they leave of the throughput of 2, to that of the limit",
            0.9,
            many / growth("limit", 2, MANY_THREADS),
            " ×");
  }

  /** Returns the throughput of more threads, to that of fewer. */
  private double growth(String who, int fewer, int more) {
    String key = "Scaling.";
    return ratio(key + ScalingBenchmark.name(who, fewer), key + ScalingBenchmark.name(who, more));
  }

  private Table scalingFigures() {
    Table table =
        new Table("Ten lambda hooks, many threads at once, ns a call", "what", "1", "2", "64");
    for (String[] who : new String[][] {{"limit", "the limit"}, {"hookline", "Hookline"}}) {
      String key = "Scaling." + who[0];
      table.row(who[1], cell(key + " x1"), cell(key + " x2"), cell(key + " x" + MANY_THREADS));
    }
    return table;
  }

  private Table newestJdkFigures() {
    int version = new Jvm(newestJdk(), "").version();
    Table table =
        new Table("On JDK " + version + ": calling N lambda hooks, ns", "what", "1", "10", "100");
    for (String who : new NewestJdkBenchmark().contestants().keySet()) {
      String key = "NewestJdk." + who + " ";
      table.row(who, cell(key + "1"), cell(key + "10"), cell(key + "100"));
    }
    return table;
  }

  private Table dispatchFigures() {
    Table table = new Table("Calling N lambda hooks, ns", "what", "N=1", "N=10", "N=100", "gives");
    String[][] contestants = {
      {"limit", "the limit, by hand", "a timed outcome per hook"},
      {"hookline", "Hookline", "full report"},
      {"hooklineWithLines", "Hookline, one listener of lines only", "full report, lines"},
      {"hooklineWithListener", "Hookline, one idle listener", "full report"},
      {"hooklineWithEnds", "Hookline, one listener of ends", "full report, ends of hooks"},
      {"hooklineWithStream", "Hookline, one listener of all", "full report, all events"},
      {"eventBus", "Guava EventBus", "calls, exceptions logged"},
      {"eventBusTimed", "Guava EventBus, each listener timing itself", "as the limit"},
      {"spring", "Spring multicaster", "calls only"},
      {"failsafeRetry", "Failsafe retry around each call", "retry"},
    };
    for (String[] who : contestants) {
      String key = "Dispatch." + who[0] + " ";
      table.row(who[1], cell(key + "1"), cell(key + "10"), cell(key + "100"), who[2]);
    }
    table.row("Hookline, no hooks", cell("Dispatch.emptyPhase 1"), "", "", "full report");
    return table.row(
        "Hookline, no hooks, not declared", cell("Dispatch.undeclared 1"), "", "", "full report");
  }

  private Table bytes() {
    Table table = new Table("Allocated by N lambda hooks, bytes", "what", "N=1", "N=10", "N=100");
    for (String who : new String[] {"limit", "hookline", "hooklineWithStream", "emptyPhase"}) {
      String key = "Dispatch." + who + " ";
      table.row(who, cell(key + "1 bytes"), cell(key + "10 bytes"), cell(key + "100 bytes"));
    }
    return table;
  }

  private Table limitedFigures() {
    Table table = new Table("Calling N lambda hooks with a limit each, ns", "what", "N=1", "N=100");
    table.row("Hookline", cell("Limited.hookline 1"), cell("Limited.hookline 100"));
    table.row("bare pool hand-over", cell("Limited.handOver 1"), cell("Limited.handOver 100"));
    table.row(
        "a thread started by hand, for all",
        cell("Limited.ownThread 1"),
        cell("Limited.ownThread 100"));
    return table.row(
        "Failsafe timeout with interrupt",
        cell("Limited.failsafeTimeout 1"),
        cell("Limited.failsafeTimeout 100"));
  }

  private Table planningFigures() {
    Table table =
        new Table("Planning N hooks with three constraints each, µs", "what", "1e3", "1e4", "1e5");
    String[][] contestants = {
      {"arrays", "the limit, given flat arrays that no caller has"},
      {"limit", "the limit, reading the specs"},
      {"hookline", "Hookline, HookEngineBuilder.build()"},
    };
    for (String[] who : contestants) {
      String key = "Planning." + who[0] + " ";
      table.row(who[1], cell(key + "1000"), cell(key + "10000"), cell(key + "100000"));
    }
    return table;
  }

  private String cell(String key) {
    return Table.figure(figures.median(key));
  }
}
