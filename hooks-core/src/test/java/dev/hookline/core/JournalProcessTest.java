package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.core.journal.Resume;
import dev.hookline.core.journal.file.FileJournal;
import dev.hookline.core.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real processes that are killed, or whose disk is full, and resumed: what their hooks did, they
 * did in the order of the plan, and only a hook that was running did it twice.
 */
@Timeout(3600)
class JournalProcessTest {
  @TempDir private Path directory;

  @Test
  void kill_atRandom_isContinued() throws Exception {
    killAtRandom(4);
  }

  @Tag("soak")
  @Test
  void kill_veryOftenAtRandom_isContinued() throws Exception {
    killAtRandom(3_000);
  }

  private void killAtRandom(int kills) throws Exception {
    Random random = new Random(kills);
    int killed = 0;
    for (int run = 0; killed < kills; run++) {
      Path journal = directory.resolve("journal" + run);
      Path effects = directory.resolve("effects" + run);
      int deaths = 0;
      boolean isDone = false;
      while (!isDone) {
        try (ChildJvm child = start(journal, effects)) {
          assertThat(child.line()).isEqualTo("ready");
          long nanos = random.nextInt(400_000_000);
          TimeUnit.NANOSECONDS.sleep(nanos);
          isDone = child.kill().stream().anyMatch(line -> line.startsWith("FAILED"));
        }
        deaths += isDone ? 0 : 1;
      }
      killed += deaths;
      check(effects, deaths, "run " + run, "");
    }
  }

  private static ChildJvm start(Path journal, Path effects) throws IOException {
    return ChildJvm.start(
        JournalChild.class.getName(), journal.toString(), effects.toString(), "0");
  }

  private static void check(Path effects, int deaths, String what, String padding)
      throws IOException {
    List<String> done = new ArrayList<>(Files.readAllLines(effects));
    int repeated = 0;
    for (int i = done.size() - 1; i > 0; i--) {
      if (done.get(i).equals(done.get(i - 1))) {
        done.remove(i);
        repeated++;
      }
    }
    assertThat(done).as(what).isEqualTo(expected(padding));
    assertThat(repeated).as(what).isLessThanOrEqualTo(deaths);
  }

  private static List<String> expected(String padding) {
    List<String> all = new ArrayList<>();
    IntStream.range(0, 8).forEach(i -> all.add("b" + i + padding));
    IntStream.range(0, 8).forEach(i -> all.add("d" + i + padding));
    IntStream.range(0, 7).forEach(i -> all.add("undo d" + (6 - i) + padding));
    return all;
  }

  /** Other lengths of names have the disk full at other writes. */
  @ParameterizedTest
  @ValueSource(ints = {0, 5, 13, 21, 29})
  void fullDisk_stopsTheRun_whichContinuesWhenThereIsRoom(int length) throws Exception {
    Path journal = directory.resolve("journal");
    Path effects = directory.resolve("effects");
    List<String> said;
    try (ChildJvm child =
        ChildJvm.startWithFullDisk(
            JournalChild.class.getName(),
            journal.toString(),
            effects.toString(),
            String.valueOf(length))) {
      said = child.rest();
    }
    FileJournal left = FileJournal.in(journal);
    assertThat(left.unfinished()).as(String.valueOf(said)).hasSize(1);
    Path file = left.unfinished().get(0).file();
    String runId = left.unfinished().get(0).runId();
    assertThat(said)
        .containsExactly(
            "ready",
            "FAILED journal "
                + file
                + " cannot be written: File too large; run "
                + runId
                + " stops here, so resume it when its disk has room");
    HookRequest request = HookRequest.in(Path.of("")).journal(left);
    RunReport report =
        JournalChild.engine(effects, length)
            .resume(JournalChild.LIFECYCLE, request, Resume.run(runId));
    assertThat(report.results()).hasSize(23);
    check(effects, 1, "names of " + length, "x".repeat(length));
  }

  @Test
  void fullDisk_atTheBeginning_runsNothing() throws Exception {
    Path journal = directory.resolve("journal");
    try (ChildJvm child =
        ChildJvm.startWithFullDisk(
            JournalChild.class.getName(),
            journal.toString(),
            directory.resolve("effects").toString(),
            "100")) {
      assertThat(child.rest().get(1))
          .endsWith(
              "journal "
                  + journal
                  + " cannot be written: File too large; check that it can be written and that its"
                  + " disk is not full");
    }
    assertThat(directory.resolve("effects")).doesNotExist();
    assertThat(FileJournal.in(journal).unfinished()).isEmpty();
  }
}
