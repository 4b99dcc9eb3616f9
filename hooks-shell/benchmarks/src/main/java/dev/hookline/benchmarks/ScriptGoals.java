package dev.hookline.benchmarks;

import dev.hookline.api.HookEvent.LineWritten;
import dev.hookline.api.HookListener;
import dev.hookline.api.OutputLine;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookEngineBuilder;
import dev.hookline.core.HookRequest;
import dev.hookline.shell.HookDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.exec.CommandLine;
import org.apache.commons.exec.DefaultExecutor;
import org.apache.commons.exec.ExecuteWatchdog;
import org.apache.commons.exec.PumpStreamHandler;
import org.zeroturnaround.exec.ProcessExecutor;

/** Measures trivial script hooks in rounds in which the contestants take turns. */
final class ScriptGoals {
  private static final Phase PHASE = Shapes.PHASE;
  private static final int TURN = 10;

  /** What starts one process for all scripts gets so many that its own start does not count. */
  private static final int LONG_TURN = 200;

  private static final String BUILDER = "ProcessBuilder to a file";
  private static final String SETSID = "ProcessBuilder through setsid(1) to a file";
  private static final String FULL = "Hookline: limit, tree, log, live lines";
  private static final String PLAIN = "Hookline: defaults";
  private static final String IN_THE_SESSION = ", in the session of the tool";

  private final boolean isLong;
  private final Figures figures = new Figures();
  private final Part part = new Part("Scripts");

  ScriptGoals(boolean isLong) {
    this.isLong = isLong;
  }

  /** Something that takes part. */
  interface Contestant {
    void run() throws Exception;

    /** How many scripts it runs in a turn. */
    default int scripts() {
      return TURN;
    }
  }

  /** Runs a whole directory by one process. */
  private record WholeDirectory(String... command) implements Contestant {
    @Override
    public void run() throws Exception {
      ScriptGoals.wait(new ProcessBuilder(command).start());
    }

    @Override
    public int scripts() {
      return LONG_TURN;
    }
  }

  Part run() throws Exception {
    try (Scratch scratch = new Scratch()) {
      Path hooks = scripts(scratch, "hooks", TURN, "true\n");
      trivialScripts(scratch, hooks);
      garbage(hooks);
    }
    trivialAtOnce();
    concurrency("busy", "i=0\nwhile [ $i -lt 30000 ]; do i=$((i+1)); done\n");
    concurrency("waiting", "sleep 0.1\n");
    return part;
  }

  private static Path scripts(Scratch scratch, String name, int count, String text)
      throws IOException {
    for (int i = 0; i < count; i++) {
      scratch.script(name + "/" + String.format(Locale.ROOT, "s%03d", i), "#!/bin/sh\n" + text);
    }
    return scratch.directory.resolve(name);
  }

  /** Returns an engine with every promise kept: limit, tree, capture, log, live lines. */
  static HookEngine engine(Path hooks, Path log, boolean hasOwnSession) {
    HookDirectory source =
        HookDirectory.of(hooks, PHASE)
            .scripts(script -> hasOwnSession ? script : script.withoutOwnSession())
            .scripts(script -> script.logTo(log))
            .specs(spec -> spec.timeout(Duration.ofMinutes(1)));
    return HookEngine.builder().listener(new Lines(line -> {})).load(source).build();
  }

  // ---- one after another

  private void trivialScripts(Scratch scratch, Path hooks) throws Exception {
    Path many = scripts(scratch, "many", LONG_TURN, "true\n");
    Map<String, Contestant> all = contestants(hooks, many, scratch.directory.resolve("output"));
    figures.rounds("scripts, to warm up", 10, all);
    figures.forget();
    figures.rounds("scripts", isLong ? 300 : 40, all);
    Figures loaded = new Figures();
    try (Neighbour neighbour = new Neighbour()) {
      loaded.rounds("scripts, a neighbour forks", isLong ? 100 : 20, all);
      neighbour.check();
    }
    part.figures.add(table(all, loaded));
    judge(loaded);
  }

  private static Map<String, Contestant> contestants(Path hooks, Path many, Path output) {
    List<String> files = sorted(hooks);
    Path log = output.resolveSibling("log");
    HookDirectory source = HookDirectory.of(hooks, PHASE);
    HookEngine plain = HookEngine.builder().load(source).build();
    HookEngine plainHere =
        HookEngine.builder().load(source.scripts(s -> s.withoutOwnSession())).build();
    HookEngine full = engine(hooks, log, true);
    HookEngine fullHere = engine(hooks, log, false);
    HookRequest request = HookRequest.in(hooks);
    Map<String, Contestant> all = new LinkedHashMap<>();
    all.put(BUILDER, () -> each(files, file -> processBuilder(output, file)));
    all.put(FULL + IN_THE_SESSION, () -> fullHere.run(PHASE, request).throwIfFailed());
    all.put(PLAIN + IN_THE_SESSION, () -> plainHere.run(PHASE, request).throwIfFailed());
    all.put(SETSID, () -> each(files, file -> processBuilder(output, "setsid", file)));
    all.put(FULL, () -> full.run(PHASE, request).throwIfFailed());
    all.put(PLAIN, () -> plain.run(PHASE, request).throwIfFailed());
    all.put("commons-exec", () -> each(files, file -> commonsExec(file, false)));
    all.put("commons-exec with a watchdog", () -> each(files, file -> commonsExec(file, true)));
    all.put("zt-exec", () -> each(files, file -> executor(file).execute()));
    all.put(
        "zt-exec with a limit",
        () -> each(files, file -> executor(file).timeout(1, TimeUnit.MINUTES).execute()));
    all.put("run-parts, the whole directory", new WholeDirectory("run-parts", many.toString()));
    all.put(
        "bash loop",
        new WholeDirectory("bash", "-c", "for s in \"$0\"/*; do \"$s\"; done", many.toString()));
    return all;
  }

  private static List<String> sorted(Path hooks) {
    try (Stream<Path> found = Files.list(hooks)) {
      return found.map(Path::toString).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Table table(Map<String, Contestant> all, Figures figures, Figures loaded) {
    Table table =
        new Table(
            "A trivial script, ms",
            "what",
            "quiet quarter",
            "ratio to ProcessBuilder",
            "median",
            "ratio",
            "a neighbour forks, median",
            "ratio");
    for (Map.Entry<String, Contestant> each : all.entrySet()) {
      String who = each.getKey();
      double share = (double) all.get(BUILDER).scripts() / each.getValue().scripts();
      table.row(
          who,
          Table.figure(figures.quiet(who) / each.getValue().scripts()),
          Table.figure(figures.quietRatio(who, BUILDER) * share),
          Table.figure(figures.median(who) / each.getValue().scripts()),
          Table.figure(figures.median(who) / figures.median(BUILDER) * share),
          Table.figure(loaded.median(who) / each.getValue().scripts()),
          Table.figure(loaded.median(who) / loaded.median(BUILDER) * share));
    }
    return table;
  }

  private Table table(Map<String, Contestant> all, Figures loaded) {
    return table(all, figures, loaded);
  }

  private void judge(Figures loaded) {
    String full = FULL + IN_THE_SESSION;
    String plain = PLAIN + IN_THE_SESSION;
    part.goals
        .atMost(
            "a script with limit, tree, capture, log, live lines, to ProcessBuilder to a file",
            1.17,
            figures.quietRatio(full, BUILDER),
            " ×")
        .atMost(
            "a script with the defaults, to ProcessBuilder to a file",
            1.12,
            figures.quietRatio(plain, BUILDER),
            " ×")
        .atMost(
            "in a session of its own, all promises, to ProcessBuilder through setsid(1)",
            1.05,
            figures.quietRatio(FULL, SETSID),
            " ×")
        .atMost(
            "a neighbour forks without pause: all promises, to ProcessBuilder",
            1.5,
            loaded.median(full) / loaded.median(BUILDER),
            " ×")
        .atMost(
            "a neighbour forks without pause: defaults, to ProcessBuilder",
            1.4,
            loaded.median(plain) / loaded.median(BUILDER),
            " ×")
        .atMost(
            "all promises, to stock Commons Exec without a watchdog",
            1,
            figures.quietRatio(full, "commons-exec"),
            " ×");
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

  private static void processBuilder(Path output, String... command) throws Exception {
    wait(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .start());
  }

  static void wait(Process process) throws Exception {
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

  /** A process beside us that starts others without pause. */
  private static final class Neighbour implements AutoCloseable {
    private final Process process;

    Neighbour() throws IOException {
      process = new ProcessBuilder("/bin/sh", "-c", "while :; do /bin/true; done").start();
    }

    void check() throws IOException {
      if (!process.isAlive()) {
        throw new IOException("the neighbour has ended");
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  // ---- garbage and system calls

  /** In processes of their own, so that nothing else counts; each object by itself, no buffers. */
  private void garbage(Path hooks) throws Exception {
    System.err.println("garbage, system calls");
    Path home = Path.of(System.getProperty("java.home"));
    Jvm jvm = new Jvm(home, System.getProperty("java.class.path"));
    List<String> options =
        List.of(
            "-Xlog:disable",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:+UseEpsilonGC",
            "-XX:-UseTLAB",
            "-Xmx1g");
    List<String> said = jvm.output(options, ScriptGarbage.class, hooks.toString());
    part.goals.atMost("garbage a script, all promises", 35, Double.parseDouble(said.get(0)), " KB");
    SystemCalls.table(jvm, hooks).ifPresent(part.figures::add);
  }

  // ---- at the same time

  private void trivialAtOnce() throws Exception {
    try (Scratch scratch = new Scratch()) {
      Path hooks = scripts(scratch, "hooks", 128, "true\n");
      HookRequest request = HookRequest.in(hooks);
      Map<String, Contestant> contestants = new LinkedHashMap<>();
      for (int most : new int[] {1, 2, 16, 64}) {
        HookEngine engine = atOnce(hooks, most);
        contestants.put("trivial " + most, () -> engine.run(PHASE, request).throwIfFailed());
      }
      contestants.put("trivial pool of 2", () -> pool(2, scratch, hooks));
      contestants.put("trivial pool of 64", () -> pool(64, scratch, hooks));
      contestants.put("trivial xargs one", () -> wait(xargs(1, hooks)));
      contestants.put("trivial xargs two", () -> wait(xargs(2, hooks)));
      figures.rounds("trivial scripts at once", isLong ? 30 : 8, contestants);
      Table table = new Table("128 trivial scripts", "at once", "ms a script, median", "gain");
      for (String who : contestants.keySet()) {
        String one = who.contains("xargs") ? "trivial xargs one" : "trivial 1";
        table.row(
            who.replace("trivial ", ""),
            Table.figure(figures.median(who) / 128),
            Table.figure(figures.ratio(one, who)));
      }
      part.figures.add(table);
      part.goals
          .atLeast(
              "trivial scripts, two at once, to one after another",
              1.5,
              figures.ratio("trivial 1", "trivial 2"),
              " ×")
          .atMost(
              "trivial scripts, 64 at once, to two at once: time a script",
              1,
              figures.ratio("trivial 64", "trivial 2"),
              " ×")
          .atMost(
              "trivial scripts, 64 at once, to two at once, to the same of ProcessBuilder in a pool",
              1,
              figures.ratio("trivial 64", "trivial 2")
                  / figures.ratio("trivial pool of 64", "trivial pool of 2"),
              " ×");
    }
  }

  /** Runs all scripts by so many threads that do nothing else, each into a file of its own. */
  private static void pool(int threads, Scratch scratch, Path hooks) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (String file : sorted(hooks)) {
        Path output = scratch.directory.resolve(Path.of(file).getFileName() + ".out");
        all.add(
            pool.submit(
                () -> {
                  processBuilder(output, file);
                  return output;
                }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  private static HookEngine atOnce(Path hooks, int most) {
    HookEngineBuilder builder = HookEngine.builder().load(HookDirectory.of(hooks, PHASE));
    return (most == 1 ? builder : builder.concurrency(PHASE, most)).build();
  }

  private void concurrency(String kind, String text) throws Exception {
    try (Scratch scratch = new Scratch()) {
      Path hooks = scripts(scratch, "hooks", 16, text);
      HookEngine one = atOnce(hooks, 1);
      HookEngine two = atOnce(hooks, 2);
      HookRequest request = HookRequest.in(hooks);
      Map<String, Contestant> contestants = new LinkedHashMap<>();
      contestants.put(kind + " one", () -> one.run(PHASE, request).throwIfFailed());
      contestants.put(kind + " two", () -> two.run(PHASE, request).throwIfFailed());
      contestants.put(kind + " xargs one", () -> wait(xargs(1, hooks)));
      contestants.put(kind + " xargs two", () -> wait(xargs(2, hooks)));
      figures.rounds(kind, isLong ? 15 : 3, contestants);
      part.goals.atLeast(
          "16 " + kind + " scripts, two at once, to one after another",
          1.7,
          figures.ratio(kind + " one", kind + " two"),
          " ×");
      part.figures.add(
          new Table("16 " + kind + " scripts, two at once", "what", "gain")
              .row("Hookline", Table.figure(figures.ratio(kind + " one", kind + " two")))
              .row(
                  "xargs -P2",
                  Table.figure(figures.ratio(kind + " xargs one", kind + " xargs two"))));
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
