package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.RunStatus;
import dev.hookline.core.input.Cancellation;
import dev.hookline.core.journal.Durability;
import dev.hookline.core.journal.Resume;
import dev.hookline.core.journal.file.FileJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random lifecycles that die at every boundary between two records: the resumed run ends as the
 * same run would have ended had its process lived, and no hook that had ended runs again. What dies
 * is a copy of the journal that ends at that boundary, which is what {@code kill -9} leaves.
 */
@Timeout(900)
class JournalModelTest {
  @TempDir private Path directory;

  private final Set<RunStatus> seen = EnumSet.noneOf(RunStatus.class);
  private int deaths;

  @Test
  void resume_atEveryBoundary_endsAsTheRunWouldHave() throws Exception {
    compare(0, 100);
    assertThat(deaths).isGreaterThan(600);
    assertThat(seen).contains(RunStatus.SUCCEEDED, RunStatus.FAILED, RunStatus.CANCELLED);
  }

  @Tag("soak")
  @Test
  void resume_atManyBoundaries_endsAsTheRunsWouldHave() throws Exception {
    compare(1_000, 5_000);
    assertThat(deaths).isGreaterThan(30_000);
  }

  private void compare(int from, int count) throws IOException {
    for (int seed = from; seed < from + count; seed++) {
      compare(RandomRun.of(new Random(seed)), seed);
    }
  }

  private void compare(RandomRun random, int seed) throws IOException {
    Path whole = directory.resolve("whole" + seed);
    Transcript transcript = new Transcript();
    RunReport report = run(random, transcript, whole, null);
    seen.add(report.status());
    List<String> expected = Transcript.words(report.results());
    RecordedLines lines = RecordedLines.in(whole);
    for (int end = lines.begun(); end < lines.lines().size(); end++) {
      if (!lines.isBoundary(end)) {
        continue;
      }
      String what = "seed " + seed + ", line " + end + " of\n" + lines;
      Path dead = directory.resolve("dead" + seed + "-" + end);
      RecordedLines before = lines.first(end);
      copy(whole, dead, before);
      Transcript after = new Transcript();
      RunReport resumed = run(random, after, dead, Resume.unfinished());
      deaths++;
      if (!before.isCancelLostOrDoubled(lines)) {
        assertThat(Transcript.words(resumed.results())).as(what).isEqualTo(expected);
        assertThat(resumed.status()).as(what).isEqualTo(report.status());
        assertThat(Transcript.words(resumed.failures()))
            .as(what)
            .isEqualTo(Transcript.words(report.failures()));
        assertThat(resumed.phases()).as(what).hasSameSizeAs(report.phases());
        List<String> toDo = started(transcript);
        before.ended().forEach(hook -> toDo.remove("> " + hook));
        assertThat(started(after)).as(what).isEqualTo(toDo);
      }
      assertThat(resumed.runId()).as(what).isEqualTo(report.runId());
      assertThat(FileJournal.in(dead).unfinished()).as(what).isEmpty();
    }
  }

  private static List<String> started(Transcript transcript) {
    return new ArrayList<>(
        transcript.lines().stream().filter(line -> line.startsWith("> ")).toList());
  }

  private static RunReport run(RandomRun random, Transcript transcript, Path journal, Resume how) {
    Cancellation cancellation = new Cancellation();
    RandomEngine made = new RandomEngine(random, cancellation::request);
    HookRequest request =
        Transcript.REQUEST.journal(FileJournal.in(journal).durability(Durability.END_OF_RUN));
    return made.engine(transcript).run(made.lifecycle(), request, how, cancellation, true);
  }

  private static void copy(Path whole, Path dead, RecordedLines lines) throws IOException {
    Files.createDirectory(dead);
    Path file = RecordedLines.file(whole).orElseThrow();
    Files.writeString(dead.resolve(file.getFileName()), lines + "\n");
  }
}
