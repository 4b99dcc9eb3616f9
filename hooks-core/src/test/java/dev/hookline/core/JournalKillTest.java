package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.core.input.Cancellation;
import dev.hookline.core.journal.Durability;
import dev.hookline.core.journal.file.FileJournal;
import dev.hookline.core.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes, each with many random runs at work, are killed as by {@code kill -9} and followed
 * by others, until all runs have ended: they come to what {@link RunModel} says, and no hook that
 * had ended runs again, nor is one left out.
 */
@Timeout(3600)
class JournalKillTest {
  private static final int AT_ONCE = 100;

  @TempDir private Path directory;

  private final Map<KilledRun, List<RecordedLines>> deaths = new HashMap<>();
  private final Map<Integer, Whole> wholes = new HashMap<>();
  private int seed;
  private int killed;
  private int compared;
  private int processes;

  /** What a run does that nothing kills. */
  private record Whole(RecordedLines lines, List<String> effects, List<String> report) {}

  @Test
  void kill_atEveryBoundary_isContinued() throws Exception {
    killAtEveryBoundary(80);
  }

  @Test
  void kill_atRandom_isContinued() throws Exception {
    killAtRandom(80);
  }

  @Tag("soak")
  @Test
  void kill_atEveryBoundaryOfManyRuns_isContinued() throws Exception {
    killAtEveryBoundary(5_000);
  }

  @Tag("soak")
  @Test
  void kill_manyAtRandom_isContinued() throws Exception {
    killAtRandom(5_000);
  }

  private void killAtEveryBoundary(int least) throws Exception {
    long start = System.nanoTime();
    while (killed < least) {
      List<KilledRun> runs = new ArrayList<>();
      while (runs.size() < AT_ONCE) {
        Whole whole = whole(seed);
        for (int i = whole.lines().begun(); i <= whole.lines().lines().size(); i++) {
          if (whole.lines().isBoundary(i)) {
            runs.add(new KilledRun(directory.resolve(seed + "-" + i), seed, i));
          }
        }
        seed++;
      }
      killWhenNothingMoves(runs);
      finish(runs.stream().map(KilledRun::withoutBoundary).toList());
    }
    say("boundary", start);
  }

  private void killWhenNothingMoves(List<KilledRun> runs) throws Exception {
    try (ChildJvm child = start(runs)) {
      await(child, "nothing moves", 1);
      assertThat(child.kill()).isEmpty();
    }
    for (KilledRun run : runs) {
      assertThat(RecordedLines.in(run.journal()).lines()).as("%s", run).hasSize(run.boundary());
      assertThat(run.report()).doesNotExist();
    }
    noteDeaths(runs.stream().map(KilledRun::withoutBoundary).toList());
  }

  private void killAtRandom(int least) throws Exception {
    long start = System.nanoTime();
    Random random = new Random(least);
    while (killed < least) {
      List<KilledRun> runs = new ArrayList<>();
      while (runs.size() < AT_ONCE) {
        runs.add(new KilledRun(directory.resolve("run" + seed), seed, 0));
        seed++;
      }
      List<KilledRun> left = runs;
      for (int i = 0; i < 3 && !left.isEmpty(); i++) {
        killAtRandom(left, random);
        noteDeaths(left);
        left = left.stream().filter(run -> !isDone(run)).toList();
      }
      finish(runs);
    }
    say("random", start);
  }

  private static void killAtRandom(List<KilledRun> runs, Random random) throws Exception {
    try (ChildJvm child = start(runs)) {
      if (random.nextInt(8) == 0) {
        await(child, "ready", 1);
        TimeUnit.MICROSECONDS.sleep(random.nextInt(300_000));
      } else {
        await(child, "all have begun", 1);
        await(child, "one has ended", random.nextInt(runs.size()));
        TimeUnit.MICROSECONDS.sleep(random.nextInt(3_000));
      }
      assertThat(child.kill()).isSubsetOf("all have begun", "one has ended", "nothing moves");
    }
  }

  /** Has runs that are left come to their ends, and compares all with what they were to be. */
  private void finish(List<KilledRun> runs) throws Exception {
    List<KilledRun> left = runs.stream().filter(run -> !isDone(run)).toList();
    try (ChildJvm child = start(left)) {
      await(child, "nothing moves", 1);
    }
    for (KilledRun run : runs) {
      compare(run, whole(run.seed()));
    }
  }

  /** Waits until the child has written a line so many times, with others in between. */
  private static void await(ChildJvm child, String line, int times) throws IOException {
    int left = times;
    while (left > 0) {
      String said = child.line();
      assertThat(said).isIn("ready", "all have begun", "one has ended", "nothing moves");
      left -= said.equals(line) ? 1 : 0;
    }
  }

  private static ChildJvm start(List<KilledRun> runs) throws IOException {
    for (KilledRun run : runs) {
      run.prepare();
    }
    List<String> arguments = new ArrayList<>(List.of(KilledRun.class.getName()));
    runs.forEach(run -> arguments.add(run.argument()));
    return ChildJvm.start(arguments.toArray(String[]::new));
  }

  private static boolean isDone(KilledRun run) {
    try {
      return RecordedLines.in(run.journal()).isDone();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void noteDeaths(List<KilledRun> runs) throws IOException {
    processes++;
    for (KilledRun run : runs) {
      RecordedLines left = RecordedLines.in(run.journal());
      deaths.computeIfAbsent(run, of -> new ArrayList<>()).add(left);
      killed += left.begun() == 0 || left.isDone() ? 0 : 1;
    }
  }

  private Whole whole(int ofSeed) throws IOException {
    if (!wholes.containsKey(ofSeed)) {
      wholes.put(ofSeed, runWhole(ofSeed));
    }
    return wholes.get(ofSeed);
  }

  private Whole runWhole(int ofSeed) throws IOException {
    Path journal = directory.resolve("whole" + ofSeed);
    RandomRun random = RandomRun.of(new Random(ofSeed));
    List<String> effects = new ArrayList<>();
    Cancellation cancellation = new Cancellation();
    RandomEngine made =
        new RandomEngine(
            random,
            cancellation::request,
            context -> {},
            context -> effects.add(Transcript.label(context.hook())));
    HookRequest request =
        Transcript.REQUEST.journal(FileJournal.in(journal).durability(Durability.END_OF_RUN));
    RunReport report =
        made.engine(new Transcript()).run(made.lifecycle(), request, null, cancellation, true);
    List<String> words = words(new RunModel(random));
    assertThat(KilledRun.words(report)).isEqualTo(words);
    RecordedLines lines = RecordedLines.in(journal);
    RecordedLines.file(journal).orElseThrow().toFile().delete();
    return new Whole(lines, effects, words);
  }

  private static List<String> words(RunModel model) {
    List<String> words = new ArrayList<>(List.of(model.status.name()));
    words.addAll(model.results);
    words.add("failures:");
    words.addAll(model.failures);
    return words;
  }

  private void compare(KilledRun run, Whole whole) throws IOException {
    List<RecordedLines> died = deaths.getOrDefault(run, List.of());
    String what = run + ", which died at\n" + died + "\nof\n" + whole.lines();
    assertThat(FileJournal.in(run.journal()).unfinished()).as(what).isEmpty();
    assertThat(isDone(run)).as(what).isTrue();
    List<List<String>> effects = effects(run);
    for (int i = 0; i < died.size(); i++) {
      List<String> later =
          effects.subList(i + 1, effects.size()).stream().flatMap(List::stream).toList();
      assertThat(later).as(what).filteredOn(died.get(i).ended()::contains).isEmpty();
    }
    if (died.stream().noneMatch(before -> before.isCancelLostOrDoubled(whole.lines()))) {
      compare(run, whole, effects, died, what);
    }
  }

  private void compare(
      KilledRun run, Whole whole, List<List<String>> effects, List<RecordedLines> died, String what)
      throws IOException {
    compared++;
    if (Files.exists(run.report())) {
      assertThat(run.report()).as(what).hasContent(String.join("\n", whole.report()));
    }
    RecordedLines before = new RecordedLines(List.of());
    for (int i = 0; i < effects.size(); i++) {
      RecordedLines after = i < died.size() ? died.get(i) : RecordedLines.in(run.journal());
      List<String> toDo = RecordedLines.leaves(whole.effects(), before.ended());
      after.check(effects.get(i), toDo, what);
      if (i == effects.size() - 1) {
        assertThat(effects.get(i)).as(what).isEqualTo(toDo);
      }
      before = after;
    }
  }

  /** Returns what each process did that came to the run. */
  private static List<List<String>> effects(KilledRun run) throws IOException {
    List<List<String>> effects = new ArrayList<>();
    for (String line : Files.readAllLines(run.effects())) {
      if (line.equals("--")) {
        effects.add(new ArrayList<>());
      } else {
        effects.get(effects.size() - 1).add(line);
      }
    }
    return effects;
  }

  private void say(String where, long start) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    System.out.printf(
        "killed at %s: %d runs at work in %d processes, %d of %d reports compared, %d s%n",
        where, killed, processes, compared, deaths.size(), seconds);
  }
}
