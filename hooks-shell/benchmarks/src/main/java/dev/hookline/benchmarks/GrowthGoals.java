package dev.hookline.benchmarks;

import dev.hookline.api.Environment;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookEngineBuilder;
import dev.hookline.core.HookPlan;
import dev.hookline.core.HookRequest;
import dev.hookline.core.RunReport;
import dev.hookline.core.ledger.file.FileLedger;
import dev.hookline.shell.HookDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Measures what an item costs when there are ten times as many: as much, if growth is linear. */
final class GrowthGoals {
  private static final Phase PHASE = Shapes.PHASE;
  private static final HookRequest REQUEST = HookRequest.in(Path.of(""));

  /** More memory is slower memory, and noise is noise; quadratic growth would be ten times. */
  private static final double LINEAR = 3;

  private static final int TIMES = 5;

  private static final int KEYS = 100_000;

  /** Of so many keys the claim is measured, when the ledger has the others. */
  private static final int SAMPLE = 1_000;

  private final Part part = new Part("Growth");
  private final Table table =
      new Table("Growth", "what", "N", "ns an item", "10 N", "ns an item", "times");

  /** Makes ready what is measured with so many items. */
  private interface Preparation {
    Callable<?> of(int items) throws Exception;
  }

  Part run() throws Exception {
    part.figures.add(table);
    runs();
    specs();
    texts();
    disks();
    threads();
    return part;
  }

  private void grows(String what, int most, Preparation preparation) throws Exception {
    System.err.println("growth: " + what);
    for (int i = 0; i < 20; i++) {
      preparation.of(Math.min(1_000, most / 10)).call();
    }
    double few = nanos(most / 10, preparation);
    double many = nanos(most, preparation);
    table.row(
        what,
        String.format("%,d", most / 10),
        Table.figure(few),
        String.format("%,d", most),
        Table.figure(many),
        Table.figure(many / few));
    part.goals.atMost(what + ", an item of ten times as many", LINEAR, many / few, " ×");
  }

  private static double nanos(int items, Preparation preparation) throws Exception {
    return nanos(items, preparation, TIMES);
  }

  private static double nanos(int items, Preparation preparation, int times) throws Exception {
    List<Double> nanos = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Callable<?> work = preparation.of(items);
      System.gc(); // what was left by the items before is not these items' cost
      long start = System.nanoTime();
      Object result = work.call();
      nanos.add((double) (System.nanoTime() - start) / items);
      if (result == null) {
        throw new IllegalStateException("no result");
      }
    }
    return Collections.min(nanos);
  }

  // ---- hooks and phases

  private void runs() throws Exception {
    grows("hooks of a phase, run", 1_000_000, n -> running(engine(Shapes.specs(n))));
    grows("phases of a lifecycle, run", 10_000, n -> running(lifecycle(n, Environment.empty())));
    Environment secret = Environment.empty().withSecret("TOKEN", "a-secret-of-phases");
    grows("phases, each with a secret, run", 10_000, n -> running(lifecycle(n, secret)));
    grows(
        "variables that hooks export, run",
        10_000,
        n -> {
          List<HookSpec> specs = new ArrayList<>();
          for (int i = 0; i < n; i++) {
            String name = "V" + i;
            specs.add(HookSpec.of(PHASE, name, context -> context.export(name, "value")));
          }
          return running(engine(specs));
        });
  }

  private static HookEngine engine(List<HookSpec> specs) {
    return HookEngine.builder().load(() -> specs).build();
  }

  private static Callable<RunReport> running(HookEngine engine) {
    return () -> {
      RunReport report = engine.run(PHASE, REQUEST);
      report.throwIfFailed();
      return report;
    };
  }

  /** Where there is a secret, each phase has another value of it. */
  private static Callable<RunReport> running(Lifecycle lifecycle) {
    HookEngine engine = HookEngine.builder().phases(lifecycle).build();
    return () -> {
      RunReport report = engine.run(lifecycle, REQUEST);
      report.throwIfFailed();
      return report;
    };
  }

  private static Lifecycle lifecycle(int phases, Environment secret) {
    Lifecycle.Builder builder = Lifecycle.named("all");
    for (int i = 0; i < phases; i++) {
      Environment own = Environment.empty();
      for (String name : secret.secretNames()) {
        own = own.withSecret(name, secret.variables().get(name) + i);
      }
      Environment layer = own;
      builder.step("step-" + i, context -> {}, spec -> spec.environment(layer));
    }
    return builder.build();
  }

  // ---- specs and layers

  private void specs() throws Exception {
    grows("variables of a layer, one by one", 10_000, n -> () -> layer(n, false));
    grows("secrets of a layer, one by one", 10_000, n -> () -> layer(n, true));
    grows(
        "specs, each with a secret, built",
        10_000,
        n -> {
          List<HookSpec> specs = new ArrayList<>();
          for (int i = 0; i < n; i++) {
            specs.add(
                HookSpec.of(PHASE, "hook-" + i, Shapes.hook(i))
                    .environment(Environment.empty().withSecret("TOKEN", "a-secret-of-hook-" + i)));
          }
          return () -> engine(specs);
        });
    grows(
        "names after which one hook stands, built",
        10_000,
        n -> {
          List<HookSpec> specs = Shapes.specs(n);
          String[] names = specs.stream().map(HookSpec::name).toArray(String[]::new);
          specs.add(HookSpec.of(PHASE, "last", Shapes.hook(0)).after(names));
          return () -> engine(specs);
        });
  }

  private static Environment layer(int variables, boolean isSecret) {
    Environment layer = Environment.empty();
    for (int i = 0; i < variables; i++) {
      String value = "a-value-of-" + i;
      layer = isSecret ? layer.withSecret("V" + i, value) : layer.with("V" + i, value);
    }
    return layer;
  }

  // ---- texts

  private void texts() throws Exception {
    grows(
        "hooks of a report, shown",
        100_000,
        n -> {
          RunReport report = engine(Shapes.specs(n)).run(PHASE, REQUEST);
          return report::toString;
        });
    grows(
        "hooks of a plan with 50 secrets, shown",
        100_000,
        n -> {
          HookEngineBuilder builder = HookEngine.builder().environment(layer(50, true));
          HookPlan plan = builder.load(() -> Shapes.specs(n)).build().plan(PHASE);
          return plan::toString;
        });
  }

  // ---- disks

  private void disks() throws Exception {
    try (Scratch scratch = new Scratch()) {
      int made = 0;
      List<Double> nanos = new ArrayList<>();
      Path hooks = scratch.directory.resolve("hooks");
      for (int files : new int[] {10_000, 100_000}) {
        while (made < files) {
          scratch.script("hooks/" + made++ + "-step", "#!/bin/sh\ntrue\n");
        }
        nanos.add(nanos(files, n -> () -> HookDirectory.of(hooks, PHASE).load()));
      }
      row("files of a directory, loaded", 10_000, nanos);
    }
    ledger();
  }

  /** In memory, where there is such a directory: it is growth that is measured, not the disk. */
  private void ledger() throws Exception {
    try (Scratch scratch = Scratch.inMemory()) {
      System.err.println("growth: keys of a ledger");
      FileLedger ledger = FileLedger.in(scratch.directory.resolve("ledger"));
      HookEngine engine = HookEngine.builder().ledger(ledger).load(() -> Shapes.specs(1)).build();
      List<Double> claims = new ArrayList<>();
      List<Double> entries = new ArrayList<>();
      int made = 0;
      for (int keys : new int[] {KEYS / 10, KEYS}) {
        fill(engine, made, keys - SAMPLE);
        long start = System.nanoTime();
        claim(engine, keys - SAMPLE, keys);
        claims.add((double) (System.nanoTime() - start) / SAMPLE);
        made = keys;
        entries.add(nanos(keys, n -> ledger::entries, 2));
      }
      row("keys of a ledger, claimed and done", KEYS / 10, claims);
      row("keys of a ledger, listed", KEYS / 10, entries);
    }
  }

  /** Makes keys on all processors, which is not measured. */
  private static void fill(HookEngine engine, int from, int end) throws Exception {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int first = from + (int) ((long) (end - from) * i / threads);
        int last = from + (int) ((long) (end - from) * (i + 1) / threads);
        ends.add(pool.submit(() -> claim(engine, first, last)));
      }
      for (Future<?> each : ends) {
        each.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  private static void claim(HookEngine engine, int from, int end) {
    for (int i = from; i < end; i++) {
      OnceKey key = OnceKey.of("release", String.valueOf(i));
      engine.run(PHASE, REQUEST.once(PHASE, key)).throwIfFailed();
    }
  }

  private void row(String what, int few, List<Double> nanos) {
    double growth = nanos.get(1) / nanos.get(0);
    table.row(
        what,
        String.format("%,d", few),
        Table.figure(nanos.get(0)),
        String.format("%,d", few * 10),
        Table.figure(nanos.get(1)),
        Table.figure(growth));
    part.goals.atMost(what + ", an item of ten times as many", LINEAR, growth, " ×");
  }

  // ---- threads

  private void threads() throws Exception {
    HookEngine engine = engine(Shapes.specs(10));
    Table runs = new Table("1,000 runs of ten lambda hooks a thread", "threads", "ms", "ns a run");
    List<Double> nanosOfRun = new ArrayList<>();
    for (int threads : new int[] {1, 2, 16}) {
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < TIMES + 5; i++) {
        millis.add(together(engine, threads));
      }
      double median = Figures.median(millis.subList(5, millis.size()));
      nanosOfRun.add(median * 1e6 / 1_000 / threads);
      runs.row(
          "" + threads, Table.figure(median), Table.figure(nanosOfRun.get(nanosOfRun.size() - 1)));
    }
    part.goals.atMost(
        "16 threads with 1,000 runs each, a run, to that of 2 threads",
        1.2,
        nanosOfRun.get(2) / nanosOfRun.get(1),
        " ×");
    part.figures.add(runs);
  }

  private static double together(HookEngine engine, int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Integer>> ends = new ArrayList<>();
      long start = System.nanoTime();
      for (int i = 0; i < threads; i++) {
        ends.add(pool.submit(() -> thousandRuns(engine)));
      }
      for (Future<Integer> end : ends) {
        end.get();
      }
      return (System.nanoTime() - start) / 1e6;
    } finally {
      pool.shutdown();
    }
  }

  private static int thousandRuns(HookEngine engine) {
    int hooks = 0;
    for (int i = 0; i < 1_000; i++) {
      hooks += engine.run(PHASE, REQUEST).results().size();
    }
    return hooks;
  }
}
