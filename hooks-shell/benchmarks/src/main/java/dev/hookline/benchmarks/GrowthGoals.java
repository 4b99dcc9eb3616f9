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
    List<Double> nanos = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
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
    try (Scratch scratch = new Scratch()) {
      FileLedger ledger = FileLedger.in(scratch.directory.resolve("ledger"));
      HookEngine engine =
          HookEngine.builder().ledger(ledger).load(() -> Shapes.specs(1)).build();
      List<Double> claims = new ArrayList<>();
      List<Double> entries = new ArrayList<>();
      int made = 0;
      for (int keys : new int[] {500, 5_000}) {
        long start = System.nanoTime();
        int before = made;
        while (made < keys) {
          OnceKey key = OnceKey.of("release", String.valueOf(made++));
          engine.run(PHASE, REQUEST.once(PHASE, key)).throwIfFailed();
        }
        claims.add((double) (System.nanoTime() - start) / (made - before));
        entries.add(nanos(keys, n -> ledger::entries));
      }
      row("keys of a ledger, claimed and done", 500, claims);
      row("keys of a ledger, listed", 500, entries);
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
    for (int threads : new int[] {1, 2, 16}) {
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i < TIMES + 5; i++) {
        millis.add(together(engine, threads));
      }
      double median = Figures.median(millis.subList(5, millis.size()));
      runs.row("" + threads, Table.figure(median), Table.figure(median * 1e6 / 1_000 / threads));
    }
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
