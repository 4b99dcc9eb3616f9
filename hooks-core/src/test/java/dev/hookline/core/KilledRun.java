package dev.hookline.core;

import dev.hookline.api.HookContext;
import dev.hookline.api.HookEvent;
import dev.hookline.api.HookEvent.RunStarted;
import dev.hookline.api.HookListener;
import dev.hookline.core.input.Cancellation;
import dev.hookline.core.journal.Durability;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.journal.file.FileJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * A random run with a journal in a process that is killed, in which many others are at work. What
 * its hooks do it writes to a file of its own, in which a line {@code --} begins each process.
 *
 * @param home the directory with all that is its own
 * @param seed which random run it is
 * @param boundary behind how many lines of its journal it stands still; 0 if it does not
 */
record KilledRun(Path home, int seed, int boundary) {

  /** Runs in the child: what {@link #arguments} returns, for each run. */
  public static void main(String... arguments) throws Exception {
    List<KilledRun> runs =
        Arrays.stream(arguments).map(argument -> of(argument.split(","))).toList();
    Crowd crowd = new Crowd(runs.size());
    System.out.println("ready");
    for (KilledRun run : runs) {
      new Thread(() -> run.perform(crowd)).start();
    }
    crowd.begun.await();
    System.out.println("all have begun");
    crowd.busy.await();
    System.out.println("nothing moves");
    var unused = System.in.read();
  }

  /** The runs that are at work together. */
  private static final class Crowd {
    final CountDownLatch begun;
    final CountDownLatch busy;

    Crowd(int size) {
      begun = new CountDownLatch(size);
      busy = new CountDownLatch(size);
    }
  }

  private static KilledRun of(String[] fields) {
    return new KilledRun(
        Path.of(fields[0]), Integer.parseInt(fields[1]), Integer.parseInt(fields[2]));
  }

  String argument() {
    return home + "," + seed + "," + boundary;
  }

  KilledRun withoutBoundary() {
    return new KilledRun(home, seed, 0);
  }

  RandomRun random() {
    return RandomRun.of(new Random(seed));
  }

  Path journal() {
    return home.resolve("journal");
  }

  /** Returns the file with one line for each try of a hook. */
  Path effects() {
    return home.resolve("effects");
  }

  /** Returns the file with what the run has come to, if its process lived that long. */
  Path report() {
    return home.resolve("report");
  }

  private void perform(Crowd crowd) {
    try {
      List<String> words = words(run(crowd));
      Path whole = home.resolve("report-to-be");
      Files.write(whole, words);
      Files.move(whole, report(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new AssertionError(e);
    } finally {
      System.out.println("one has ended");
      crowd.busy.countDown();
    }
  }

  private RunReport run(Crowd crowd) {
    FileJournal journal = FileJournal.in(journal()).durability(durability());
    Cancellation cancellation = new Cancellation();
    RandomEngine made =
        new RandomEngine(
            random(), cancellation::request, context -> stand(crowd.busy), this::tried);
    HookListener standing =
        new HookListener() {
          @Override
          public void event(HookEvent event) {
            if (event instanceof RunStarted) {
              crowd.begun.countDown();
              Transcript.awaitDeaf(crowd.begun);
            }
            stand(crowd.busy);
          }
        };
    HookRequest request = Transcript.REQUEST.journal(journal).listener(standing);
    Resume how = journal.unfinished().isEmpty() ? null : Resume.unfinished();
    return made.engine(new Transcript()).run(made.lifecycle(), request, how, cancellation, true);
  }

  /** What is written survives a process in any case, so that all of them must come to the same. */
  private Durability durability() {
    return Durability.values()[seed % Durability.values().length];
  }

  private void tried(HookContext context) throws IOException {
    write(Transcript.label(context.hook()));
  }

  /** Makes its directory, and begins what the next process does. */
  void prepare() throws IOException {
    Files.createDirectories(home);
    write("--");
  }

  private void write(String line) throws IOException {
    Files.writeString(effects(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Stands still, until the process is killed, when the journal has got to the boundary. */
  private void stand(CountDownLatch busy) {
    if (boundary == 0) {
      return;
    }
    try {
      if (RecordedLines.in(journal()).lines().size() >= boundary) {
        busy.countDown();
        Transcript.awaitDeaf(new CountDownLatch(1));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<String> words(RunReport report) {
    List<String> words = new ArrayList<>(List.of(report.status().name()));
    words.addAll(Transcript.words(report.results()));
    words.add("failures:");
    words.addAll(Transcript.words(report.failures()));
    return words;
  }
}
