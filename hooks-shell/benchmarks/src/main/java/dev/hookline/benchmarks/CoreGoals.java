package dev.hookline.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the JMH benchmarks of the engine, whole rounds one after another, and judges them. */
final class CoreGoals {
  private static final int MANY_THREADS = 64;
  private static final double QUIET = 25;

  private final boolean isLong;
  private final Figures figures = new Figures();

  CoreGoals(boolean isLong) {
    this.isLong = isLong;
  }

  List<Table> run() throws RunnerException {
    int rounds = isLong ? 5 : 1;
    for (int round = 1; round <= rounds; round++) {
      System.err.println("core, round " + round + " of " + rounds);
      measure(options("DispatchBenchmark|EmptyBenchmark"));
      measure(options("LimitedBenchmark"));
      measure(fewer(options("PlanningBenchmark"), 20));
      for (int threads : new int[] {1, 2, MANY_THREADS}) {
        measure(
            fewer(options("DispatchBenchmark\\.(limit|hookline)$"), threads > 2 ? 100 : 40)
                .param("hooks", "10")
                .threads(threads));
      }
    }
    return List.of(goals(), dispatchFigures(), limitedFigures(), planningFigures());
  }

  /**
   * Many short iterations, of which {@link #QUIET} counts: most of the cores' other work falls
   * between them. Compiling in the foreground makes the warm-up independent of that work.
   */
  private ChainedOptionsBuilder options(String include) {
    return new OptionsBuilder()
        .include(include)
        .forks(1)
        .jvmArgsAppend("-Xms1g", "-Xbatch")
        .warmupIterations(isLong ? 40 : 10)
        .warmupTime(TimeValue.milliseconds(40))
        .measurementIterations(isLong ? 200 : 60)
        .measurementTime(TimeValue.milliseconds(8))
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
  }

  private ChainedOptionsBuilder fewer(ChainedOptionsBuilder options, int millis) {
    return options
        .measurementIterations(isLong ? 40 : 12)
        .measurementTime(TimeValue.milliseconds(millis));
  }

  private void measure(ChainedOptionsBuilder options) throws RunnerException {
    Collection<RunResult> results = new Runner(options.build()).run();
    for (RunResult result : results) {
      BenchmarkParams params = result.getParams();
      String[] parts = params.getBenchmark().split("\\.");
      String key = parts[parts.length - 2].replace("Benchmark", "") + "." + parts[parts.length - 1];
      for (String param : params.getParamsKeys()) {
        key += " " + params.getParam(param);
      }
      if (params.getThreads() > 1) {
        key += " x" + params.getThreads();
      }
      boolean again = key.matches("Dispatch\\.(limit|hookline) 10") && seenThisRound(key);
      if (again) {
        key += " x1";
      }
      double score = quiet(result.getPrimaryResult());
      figures.add(key, score);
      for (Result<?> second : result.getSecondaryResults().values()) {
        if (second.getLabel().endsWith("gc.alloc.rate.norm")) {
          figures.add(key + " bytes", second.getScore());
        }
      }
      System.err.printf(Locale.ROOT, "  %-40s %,14.1f %s%n", key, score, "per call");
    }
  }

  /** The run with one thread of the scaling group measures a key for the second time. */
  private final List<String> seen = new ArrayList<>();

  private boolean seenThisRound(String key) {
    boolean was = seen.remove(key);
    if (!was) {
      seen.add(key);
    }
    return was;
  }

  private static double quiet(Result<?> result) {
    return result.getStatistics().getPercentile(QUIET);
  }

  private double ratio(String what, String to) {
    return figures.ratio(what, to);
  }

  private Table goals() {
    String ours = "Dispatch.hookline ";
    double idle =
        (figures.median("Dispatch.hooklineWithListener 100") - figures.median(ours + "100")) / 100;
    double bytes =
        (figures.median(ours + "100 bytes") - figures.median("Empty.emptyPhase bytes")) / 100;
    Table table = Table.ofGoals("Engine");
    for (String n : new String[] {"10", "100"}) {
      table.atMost(
          n + " lambda hooks, no limit, full report: ≤ 1.4 × the limit written by hand",
          1.4,
          ratio(ours + n, "Dispatch.limit " + n),
          " ×");
    }
    for (String n : new String[] {"10", "100"}) {
      table.atLeast(
          n + " lambda hooks: ≥ 3 × faster than Failsafe's retry",
          3,
          ratio("Dispatch.failsafeRetry " + n, ours + n),
          " ×");
    }
    table.atLeast(
        "100 lambda hooks: ≥ 1.4 × faster than EventBus listeners that time themselves",
        1.4,
        ratio("Dispatch.eventBusTimed 100", ours + "100"),
        " ×");
    table.atMost(
        "a hook with a limit: no slower than one bare pool hand-over (N=1)",
        1,
        ratio("Limited.hookline 1", "Limited.handOver 1"),
        " ×");
    table.atLeast(
        "hooks with a limit: ≥ 5 × faster than Failsafe's timeout with interrupt (N=100)",
        5,
        ratio("Limited.failsafeTimeout 100", "Limited.hookline 100"),
        " ×");
    table.atMost(
        "a phase without hooks: ≤ the limit for N=1",
        1,
        ratio("Empty.emptyPhase", "Dispatch.limit 1"),
        " ×");
    table.atMost("one idle listener: ≤ 10 ns a hook more", 10, idle, " ns");
    table.atMost("≤ 96 bytes allocated per successful hook", 96, bytes, " B");
    addScaling(table);
    table.atMost(
        "plan() of an unchanged engine: ≤ 100 ns", 100, figures.median("Empty.plan"), " ns");
    for (String n : new String[] {"10000", "100000"}) {
      table.atMost(
          "planning " + n + " hooks with three constraints each: ≤ 1.5 × the limit",
          1.5,
          ratio("Planning.hookline " + n, "Planning.limit " + n),
          " ×");
    }
    return table.atMost(
        "planning: growth from 1e4 to 1e5 no worse than the limit's own (5 % for the noise)",
        1.05,
        ratio("Planning.hookline 100000", "Planning.hookline 10000")
            / ratio("Planning.limit 100000", "Planning.limit 10000"),
        " ×");
  }

  private void addScaling(Table table) {
    String ours = "Dispatch.hookline 10 x";
    double two = 2 * ratio(ours + 1, ours + 2);
    double limit = 2 * ratio("Dispatch.limit 10 x1", "Dispatch.limit 10 x2");
    table.atLeast(
        "2 threads, one engine: throughput grows as that of the limit does ("
            + Table.figure(limit)
            + " ×; 10 % for the noise)",
        limit * 0.9,
        two,
        " ×");
    table.atLeast(
        "64 threads, one engine: no less throughput than 2 threads (10 % for the noise)",
        two * 0.9, MANY_THREADS * ratio(ours + 1, ours + MANY_THREADS), " ×");
  }

  private Table dispatchFigures() {
    Table table = new Table("Calling N lambda hooks, ns", "what", "N=1", "N=10", "N=100", "gives");
    String[][] contestants = {
      {"limit", "the limit, by hand", "a timed outcome per hook"},
      {"hookline", "Hookline", "full report"},
      {"hooklineWithListener", "Hookline, one idle listener", "full report, events"},
      {"eventBus", "Guava EventBus", "calls, exceptions logged"},
      {"eventBusTimed", "Guava EventBus, each listener timing itself", "as the limit"},
      {"spring", "Spring multicaster", "calls only"},
      {"failsafeRetry", "Failsafe retry around each call", "retry"},
    };
    for (String[] who : contestants) {
      String key = "Dispatch." + who[0] + " ";
      table.row(who[1], cell(key + "1"), cell(key + "10"), cell(key + "100"), who[2]);
    }
    return table.row("Hookline, no hooks", cell("Empty.emptyPhase"), "", "", "full report");
  }

  private Table limitedFigures() {
    Table table = new Table("Calling N lambda hooks with a limit each, ns", "what", "N=1", "N=100");
    table.row("Hookline", cell("Limited.hookline 1"), cell("Limited.hookline 100"));
    table.row("bare pool hand-over", cell("Limited.handOver 1"), cell("Limited.handOver 100"));
    return table.row(
        "Failsafe timeout with interrupt",
        cell("Limited.failsafeTimeout 1"),
        cell("Limited.failsafeTimeout 100"));
  }

  private Table planningFigures() {
    Table table =
        new Table("Planning N hooks with three constraints each, µs", "what", "1e3", "1e4", "1e5");
    for (String who : new String[] {"limit", "hookline"}) {
      String key = "Planning." + who + " ";
      table.row(
          who.equals("limit") ? "the limit, by hand" : "Hookline, HookEngineBuilder.build()",
          cell(key + "1000"),
          cell(key + "10000"),
          cell(key + "100000"));
    }
    return table;
  }

  private String cell(String key) {
    return Table.figure(figures.median(key));
  }
}
